-- Sends the requests of a file, each once, and says what came back. Lines: method, path, token, key, body; tab separated.
local threads = {}

function setup(thread)
  thread:set('id', #threads)
  table.insert(threads, thread)
end

-- With a rate each connection pauses before each request, so that all together come at that rate, whatever the server does.
function delay()
  return pauseMs
end

function init(args)
  pauseMs = tonumber(args[2] or '0')
  requests = {}
  at = 0
  counts = { created = 0, ok = 0, conflict = 0, refused = 0, failed = 0 }
  for line in io.lines(args[1]) do
    local method, path, token, key, body = line:match('^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$')
    local headers = { ['Host'] = 'localhost' }
    if token ~= '' then headers['Authorization'] = 'Bearer ' .. token end
    if key ~= '' then headers['Idempotency-Key'] = key end
    if body ~= '' then headers['Content-Type'] = 'application/json' end
    requests[#requests + 1] = wrk.format(method, path, headers, body ~= '' and body or nil)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function response(status)
  if status == 201 then counts.created = counts.created + 1
  elseif status < 300 then counts.ok = counts.ok + 1
  elseif status == 409 then counts.conflict = counts.conflict + 1
  elseif status < 500 then counts.refused = counts.refused + 1
  else counts.failed = counts.failed + 1 end
end

function done(summary, latency)
  local sums = { created = 0, ok = 0, conflict = 0, refused = 0, failed = 0 }
  for _, thread in ipairs(threads) do
    local counts = thread:get('counts')
    for name in pairs(sums) do sums[name] = sums[name] + counts[name] end
  end
  local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format(
    '\nRESULT {"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"created":%d,"ok":%d,"conflict":%d,"refused":%d,"failed":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    sums.created, sums.ok, sums.conflict, sums.refused, sums.failed, broken))
end
