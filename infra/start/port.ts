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
