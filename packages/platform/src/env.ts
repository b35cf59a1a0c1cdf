import { z } from 'zod';

const optionalText = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional();

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  DATABASE_URL: optionalText,
  DATABASE_ROLE: optionalText,
  REDIS_URL: optionalText,
  SMTP_URL: optionalText,
  MAIL_FROM: z.string().default('Guanyi 关仪共享 <no-reply@guanyi.test>'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4100),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: optionalText,
  DATA_DIR: optionalText,
  JWT_KEYS: optionalText,
  TRUST_PROXY: optionalText,
  SEED: z.enum(['demo', 'none']).optional(),
  DEMO_PASSWORD: z.string().min(8).default('guanyi-demo'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  CLOCK_FILE: optionalText,
  PASSWORD_MIN_LENGTH: z.coerce.number().int().min(8).max(64).default(10),
  POOL_SIZE: z.coerce.number().int().min(1).max(64).default(8),
});

/** The settings of one process, read once at its start. */
export type Env = z.infer<typeof schema>;

/**
 * Reads and checks the environment.
 * @throws Error naming each bad variable; a fake clock or the demo seed in production is refused here, so that it cannot be switched on by accident.
 */
export function loadEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not usable. ${reasons.join('; ')}`);
  }
  const env = parsed.data;
  if (env.NODE_ENV === 'production') {
    if (env.CLOCK_FILE) throw new Error('CLOCK_FILE is refused in production: time must be real there.');
    if (env.SEED === 'demo') throw new Error('SEED=demo is refused in production: its passwords are public.');
    if (!env.JWT_KEYS) throw new Error('JWT_KEYS is required in production.');
  }
  return env;
}
