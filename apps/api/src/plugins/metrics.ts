import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Gate } from '../gate.ts';

/** Counts and times every reply by operation and status; paths never become labels, so their number stays small. */
export function measure(app: FastifyInstance, gate: Gate): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'guanyi_http_request_duration_seconds',
    help: 'Time until the reply was sent, by operation and status.',
    labelNames: ['operation', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const operation = request.routeOptions.config.operationId ?? 'page';
    durations.labels(operation, String(reply.statusCode)).observe(reply.elapsedTime / 1_000);
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('guanyi_gate_running', 'Units of database work in flight.', () => gate.figures().running);
  gauge('guanyi_gate_waiting', 'Requests that wait for their turn.', () => gate.figures().waiting);
  new Counter({
    name: 'guanyi_gate_shed_total',
    help: 'Requests refused because the server was saturated.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(gate.figures().shed);
    },
  });
  return registry;
}
