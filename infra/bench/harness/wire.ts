import net from 'node:net';

/** A statement as a client ran it: its text, and its parameters as text with the types that the server found. */
export interface Recorded {
  sql: string;
  params: (string | null)[];
  types: number[];
}

export interface Recorder {
  /** For clients: the same database, through this. */
  url: string;
  /** Forgets what was seen and begins to note. */
  start(): void;
  /** @returns what was run since `start`, in order. */
  stop(): Recorded[];
  close(): Promise<void>;
}

/**
 * Listens in on the conversation between a program and PostgreSQL. So the benchmark repeats what the program really says,
 * and goes on doing so when the program is changed.
 */
export async function openRecorder(databaseUrl: string): Promise<Recorder> {
  const target = new URL(databaseUrl);
  let noted: Recorded[] | undefined;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port || 5432), target.hostname);
    const ear = createEar((statement) => noted?.push(statement));
    client.on('data', (data) => {
      ear.fromClient(data);
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      ear.fromServer(data);
      client.write(data);
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.on('error', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as net.AddressInfo).port);
  return {
    url: url.href,
    start() {
      noted = [];
    },
    stop() {
      const found = noted ?? [];
      noted = undefined;
      return found;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Follows one connection: which statement has which text and types, and which is run with what. */
function createEar(heard: (statement: Recorded) => void) {
  const texts = new Map<string, string>();
  const types = new Map<string, number[]>();
  const described: string[] = [];
  const client = messages(true, (type, body) => {
    if (type === 'P') {
      const { text: name, end } = cString(body, 0);
      texts.set(name, cString(body, end).text);
    } else if (type === 'D' && body[0] === 0x53) {
      described.push(cString(body, 1).text);
    } else if (type === 'B') {
      const { name, params } = readBind(body);
      // The types may still be on their way from the server, so the list is shared and filled when they arrive.
      const known = types.get(name) ?? [];
      types.set(name, known);
      heard({ sql: texts.get(name) ?? '', params, types: known });
    } else if (type === 'Q') {
      heard({ sql: cString(body, 0).text, params: [], types: [] });
    }
  });
  const server = messages(false, (type, body) => {
    if (type !== 't') return;
    const name = described.shift();
    if (name === undefined) return;
    const known = types.get(name) ?? [];
    types.set(name, known);
    known.length = 0;
    for (let i = 0; i < body.readInt16BE(0); i += 1) known.push(body.readInt32BE(2 + i * 4));
  });
  return { fromClient: client, fromServer: server };
}

/** Cuts a stream into messages. The very first of a client carries no type. */
function messages(startsUntyped: boolean, onMessage: (type: string, body: Buffer) => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let isUntyped = startsUntyped;
  return (data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    for (;;) {
      const head = isUntyped ? 0 : 1;
      if (rest.length < head + 4) return;
      const length = rest.readInt32BE(head);
      if (rest.length < head + length) return;
      if (!isUntyped) onMessage(String.fromCharCode(rest[0]!), rest.subarray(5, 1 + length));
      rest = rest.subarray(head + length);
      isUntyped = false;
    }
  };
}

function readBind(body: Buffer): { name: string; params: (string | null)[] } {
  const portal = cString(body, 0);
  const { text: name, end } = cString(body, portal.end);
  let at = end + 2 + body.readInt16BE(end) * 2;
  const count = body.readInt16BE(at);
  at += 2;
  const params: (string | null)[] = [];
  for (let i = 0; i < count; i += 1) {
    const length = body.readInt32BE(at);
    at += 4;
    params.push(length < 0 ? null : body.toString('utf8', at, at + length));
    at += Math.max(0, length);
  }
  return { name, params };
}

function cString(body: Buffer, from: number): { text: string; end: number } {
  const zero = body.indexOf(0, from);
  return { text: body.toString('utf8', from, zero), end: zero + 1 };
}
