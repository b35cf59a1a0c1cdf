import * as bull from 'bullmq';
import { createPostgresBackend, runMigrations, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

/** The queues of the worker; each has its own workers, so that a slow mail server never delays a charge. */
export const queueNames = ['notices', 'billing', 'mail', 'imports'] as const;

export type QueueName = (typeof queueNames)[number];

/** All that a queue ever holds: which row to look at. Wiping it loses nothing, reading it tells nothing. */
export interface JobData {
  /** Name of the handler in routing.ts, or `deliver`. */
  readonly handler: string;
  /** Id of the outbox row or of the delivery. */
  readonly rowId: string;
  /** Further outbox rows for the same handler, done in the same transaction where they can be. */
  readonly moreRowIds?: readonly string[];
  /** For a delivery: attempts made when it was claimed. */
  readonly attempts?: number;
}

/** Queue classes on one of the two backends, sharing their connections. */
export interface QueueKit {
  readonly kind: 'postgres' | 'redis';
  queue(name: QueueName): bull.Queue<JobData>;
  worker(name: QueueName, concurrency: number, work: (job: bull.Job<JobData>) => Promise<void>): bull.Worker<JobData>;
  /** False while the backend is known to be away; adding would then hang until it is back. */
  isReachable(): boolean;
  /** Call after closing queues and workers. */
  close(): Promise<void>;
}

export interface QueueKitOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly onError: (error: unknown) => void;
  /** A job whose worker died is taken up again after this long; 15 s unless a test wants it sooner. */
  readonly lockMs?: number;
}

/**
 * Opens the queue: on Redis when an address is given, otherwise in the schema `bullmq` of our own PostgreSQL.
 * @throws when Redis may evict keys, because an evicted job is silently gone until the sweeper comes by.
 */
export function openQueueKit(options: QueueKitOptions): Promise<QueueKit> {
  return options.redisUrl ? openOnRedis(options.redisUrl, options) : openOnPostgres(options);
}

async function openOnPostgres(options: QueueKitOptions): Promise<QueueKit> {
  await migrateQueueSchema(options.databaseUrl);
  // One LISTEN connection a worker comes out of the pool; the rest serve short statements.
  const pool = new pg.Pool({
    Client: PatientClient,
    connectionString: options.databaseUrl,
    max: queueNames.length + 4,
    options: '-c search_path=bullmq',
    application_name: 'guanyi-queue',
  });
  // Every queue and worker listens on the one pool.
  pool.setMaxListeners(0);
  pool.on('error', options.onError);
  const classes = withBackend(createPostgresBackend) as unknown as typeof bull;
  const connection = pool as unknown as bull.ConnectionOptions;
  return kitOf('postgres', classes, connection, options, {
    isReachable: () => true,
    close: () => pool.end(),
  });
}

const refusedPauseMs = 250;

/** A server that is starting up refuses at once, and the queue's workers ask again at once: this keeps them from turning in a circle. */
class PatientClient extends pg.Client {
  override connect(): Promise<pg.Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.Client> | undefined {
    if (!callback) return super.connect();
    const answer = callback as (error: Error | null, client?: pg.Client) => void;
    super.connect((error: Error | null, client?: pg.Client) => {
      if (error) setTimeout(answer, refusedPauseMs, error);
      else answer(null, client);
    });
    return undefined;
  }
}

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

async function migrateQueueSchema(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

async function openOnRedis(url: string, options: QueueKitOptions): Promise<QueueKit> {
  const connection = new Redis(url, { maxRetriesPerRequest: null, connectionName: 'guanyi-queue' });
  connection.setMaxListeners(0);
  connection.on('error', options.onError);
  try {
    await refuseEviction(connection);
  } catch (error) {
    connection.disconnect();
    throw error;
  }
  return kitOf('redis', bull, connection, options, {
    isReachable: () => connection.status === 'ready',
    close: async () => connection.disconnect(),
  });
}

async function refuseEviction(connection: Redis): Promise<void> {
  const [, policy] = (await connection.config('GET', 'maxmemory-policy')) as [string, string];
  if (policy !== 'noeviction') {
    throw new Error(`Redis must run with maxmemory-policy noeviction; it has ${policy}, which may drop jobs.`);
  }
}

function kitOf(
  kind: QueueKit['kind'],
  classes: typeof bull,
  connection: bull.ConnectionOptions,
  options: QueueKitOptions,
  rest: Pick<QueueKit, 'isReachable' | 'close'>,
): QueueKit {
  const lockMs = options.lockMs ?? 15_000;
  // Braces keep all keys of a queue in one slot of a Redis cluster.
  const common = (name: QueueName) => ({ connection, prefix: `{guanyi-${name}}` });
  const listening = <E extends { on(event: 'error', listener: (error: Error) => void): unknown }>(emitter: E): E => {
    emitter.on('error', options.onError);
    return emitter;
  };
  return {
    kind,
    queue: (name) => listening(new classes.Queue<JobData>(name, common(name))),
    worker: (name, concurrency, work) =>
      listening(
        new classes.Worker<JobData>(name, work, {
          ...common(name),
          concurrency,
          lockDuration: lockMs,
          stalledInterval: lockMs,
          maxStalledCount: 10,
          runRetryDelay: 1_000,
          removeOnComplete: { count: 0 },
          removeOnFail: { count: 0 },
        }),
      ),
    ...rest,
  };
}
