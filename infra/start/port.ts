import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Whether the port can be listened on. The processes of a start that was killed need a few seconds to notice and let go of it,
 * so it is asked more than once when there may be such.
 */
export async function portIsFree(host: string, port: number, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (!(await canListen(host, port))) {
    if (performance.now() > deadline) return false;
    await sleep(200);
  }
  return true;
}

/**
 * Whether browsers, and Node's own fetch, never connect to the port, because another protocol lives there by custom. To be asked
 * of a free port: a stranger that listens may never answer.
 */
export async function isRefusedByBrowsers(port: number): Promise<boolean> {
  const reason = await fetch(`http://127.0.0.1:${port}`, { method: 'HEAD' }).then(
    () => undefined,
    (error: Error) => error.cause,
  );
  return reason instanceof Error && reason.message === 'bad port';
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new Error(`PORT ${port}: ${error.message}`));
    });
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
