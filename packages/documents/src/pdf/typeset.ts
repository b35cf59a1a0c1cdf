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

/** The process went away before it answered, for a reason that has nothing to do with the document. */
class Ended extends Error {}

async function typesetNow(document: PdfDocument): Promise<Buffer> {
  try {
    return await typesetOnce(document);
  } catch (error) {
    // Whoever ended it may have done so in the moment in which it was asked; a new one is asked once more.
    if (error instanceof Ended) return typesetOnce(document);
    throw error;
  }
}

async function typesetOnce(document: PdfDocument): Promise<Buffer> {
  clearTimeout(idle);
  const child = typesetter?.connected ? typesetter : await start();
  child.ref();
  const answer = ask(child, document);
  try {
    const answered = await answer;
    if ('bytes' in answered) return Buffer.from(answered.bytes);
    throw new Error('failure' in answered ? answered.failure : 'The typesetter answered out of turn.');
  } finally {
    // It ends with us and must not keep us from ending.
    child.unref();
    child.channel?.unref();
    idle = setTimeout(() => retire(child), idleMs).unref();
  }
}

/** Nobody asks it any more from this moment on; it ends by itself when it finds itself alone. */
function retire(child: ChildProcess): void {
  if (typesetter === child) typesetter = undefined;
  if (child.connected) child.disconnect();
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

/** Waits for the next answer: to the document, or, without one, that it is ready. */
function ask(child: ChildProcess, document?: PdfDocument): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let isStuck = false;
    const timer = setTimeout(() => {
      isStuck = true;
      child.kill('SIGKILL');
    }, limitMs);
    const done = (settle: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onEnd);
      child.off('error', onEnd);
      settle();
    };
    const onMessage = (answer: Answer) => done(() => resolve(answer));
    const onEnd = () =>
      done(() => {
        retire(child);
        const what = 'The typesetter ended before the document was set.';
        reject(isStuck ? new Error(what) : new Ended(what));
      });
    child.on('message', onMessage);
    child.on('exit', onEnd);
    child.on('error', onEnd);
    if (document) child.send(document, (error) => error && onEnd());
  });
}
