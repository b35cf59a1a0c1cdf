import { type Logger, pino } from 'pino';

export type { Logger };

/** Person data and secrets never reach a log, whatever object is passed. */
const redacted = [
  'password',
  '*.password',
  'token',
  '*.token',
  'accessToken',
  '*.accessToken',
  'email',
  '*.email',
  'phone',
  '*.phone',
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-api-key"]',
  'res.headers["set-cookie"]',
];

/** A logger for one process, named so that interleaved lines can be told apart. */
export function createLogger(name: string, level: string): Logger {
  return pino({ name, level, redact: { paths: redacted, censor: '[redacted]' } });
}
