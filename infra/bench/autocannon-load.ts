import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/** The same as harness/load.lua for machines without wrk: url, file of requests, connections, seconds. */
const [url = '', file = '', connections = '1', seconds = '1'] = process.argv.slice(2);

const requests = readFileSync(file, 'utf8')
  .split('\n')
  .map((line) => {
    const [method = 'GET', path = '/', token = '', key = '', body = ''] = line.split('\t');
    return {
      method: method as 'GET' | 'POST',
      path,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body } : {}),
    };
  });

let next = 0;
const counts = { created: 0, ok: 0, conflict: 0, refused: 0, failed: 0 };
const result = await autocannon({
  url,
  connections: Number(connections),
  duration: Number(seconds),
  timeout: 30,
  requests: [
    {
      setupRequest: (request) => {
        const planned = requests[next % requests.length];
        next += 1;
        return { ...request, ...planned };
      },
      onResponse: (status) => {
        if (status === 201) counts.created += 1;
        else if (status < 300) counts.ok += 1;
        else if (status === 409) counts.conflict += 1;
        else if (status < 500) counts.refused += 1;
        else counts.failed += 1;
      },
    },
  ],
});
const broken = result.errors + result.timeouts;
const figures = {
  requests: result.requests.total,
  seconds: result.duration,
  p50: result.latency.p50,
  p99: result.latency.p99,
};
process.stdout.write(`RESULT ${JSON.stringify({ ...figures, ...counts, broken })}\n`);
