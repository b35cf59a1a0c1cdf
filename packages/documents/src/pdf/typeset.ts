import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PdfDocument } from './document.ts';

const program = fileURLToPath(new URL('./typesetter-program.mjs', import.meta.url));
/** A contract takes a tenth of a second, 5,000 lines take some seconds; longer than this it is stuck. */
const limitMs = 60_000;
/** Kept for the next document for so long, then its memory is given back. */
const idleMs = 20_000;

type Answer = { ready: true } | { bytes: Uint8Array } | { failure: string };

let typesetter: ChildProcess | undefined;
let idle: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Sets a document as PDF/A-2b in a process of its own, one at a time. The same document gives the same bytes.
 * @throws Error when the template is wrong or setting takes longer than a minute.
 */
export function typeset(document: PdfDocument): Promise<Buffer> {
  const turn = last.then(() => typesetNow(document));
  last = turn.catch(() => {});
  return turn;
}

async function typesetNow(document: PdfDocument): Promise<Buffer> {
  clearTimeout(idle);
  const child = typesetter?.connected ? typesetter : await start();
  child.ref();
  const answer = ask(child);
  child.send(document);
  try {
    const answered = await answer;
    if ('bytes' in answered) return Buffer.from(answered.bytes);
    throw new Error('failure' in answered ? answered.failure : 'The typesetter answered out of turn.');
  } finally {
    // It ends with us and must not keep us from ending.
    child.unref();
    child.channel?.unref();
    idle = setTimeout(() => child.kill(), idleMs).unref();
  }
}

async function start(): Promise<ChildProcess> {
  // Arguments of our own, such as a compiler for TypeScript, are not for it.
  const child = fork(program, [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.once('exit', () => {
    if (typesetter === child) typesetter = undefined;
  });
  typesetter = child;
  await ask(child);
  return child;
}

function ask(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    const done = (settle: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      settle();
    };
    const onMessage = (answer: Answer) => done(() => resolve(answer));
    const onExit = () => done(() => reject(new Error('The typesetter ended before the document was set.')));
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
