import postgres from 'postgres';
import { seedNation } from '../seed-national.ts';
import { prepareStand, type Stand } from './stand.ts';

/**
 * Another nation in a database beside the measured one, made when it is not there yet and kept: for comparing, and for measures
 * that fill tables by the million. Close its `sql` when done.
 */
export async function besideNation(
  stand: Stand,
  suffix: string,
  wanted: { scale: number; bookings: number },
): Promise<Stand> {
  const url = new URL(stand.databaseUrl);
  const name = `${url.pathname.slice(1)}_${suffix}`;
  const [existing] = await stand.sql`SELECT 1 FROM pg_database WHERE datname = ${name}`;
  if (!existing) await stand.sql`CREATE DATABASE ${stand.sql(name)}`;
  const [run] = await stand.sql<{ seed: number }[]>`SELECT seed::float8 AS seed FROM bench.seed_run`;
  url.pathname = `/${name}`;
  await seedNation(url.href, { ...wanted, seed: Number(run?.seed ?? 1), today: undefined }, () => {});
  const sql = postgres(url.href, {
    max: 2,
    onnotice: () => {},
    connection: { application_name: 'guanyi-bench', TimeZone: 'UTC' },
  });
  return prepareStand({ ...stand, databaseUrl: url.href, redisUrl: undefined, sql });
}
