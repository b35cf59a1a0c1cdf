import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** The first request of a new connection may be on its way at the moment of closing; it is still answered. */
const firstRequestWithinMs = 300;

/**
 * Browsers open connections ahead of need. Node does not count one that has never carried a request as idle, so closing the server
 * would wait a minute for it; here they are let go when closing begins.
 */
export function releaseSpareConnections(app: FastifyInstance): void {
  const spare = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    spare.add(socket);
    socket.once('close', () => spare.delete(socket));
  });
  app.addHook('onRequest', async (request) => {
    spare.delete(request.raw.socket);
  });
  app.addHook('preClose', async () => {
    setTimeout(() => {
      for (const socket of spare) socket.destroy();
    }, firstRequestWithinMs);
  });
}
