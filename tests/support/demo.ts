import { seedDemo } from '@guanyi/commands/seed/demo';
import { buildTestApp, type TestApp, testPassword } from './build-app.ts';

export interface DemoApp extends TestApp {
  /** The id of an instrument of the demonstration. */
  instrument(assetNumber: string): Promise<string>;
  /** The id of a lab of the demonstration. */
  lab(code: string): Promise<string>;
}

/** The whole API on the data that a first start shows. */
export async function buildDemoApp(): Promise<DemoApp> {
  const api = await buildTestApp();
  await seedDemo(api.database, { now: api.clock.now(), demoPassword: testPassword });
  const idOf = async (rows: readonly { id: string }[], name: string) => {
    if (!rows[0]) throw new Error(`The demonstration has no ${name}.`);
    return rows[0].id;
  };
  return {
    ...api,
    instrument: async (assetNumber) =>
      idOf(
        await api.database.sql<{ id: string }[]>`SELECT id FROM instruments WHERE asset_number = ${assetNumber}`,
        assetNumber,
      ),
    lab: async (code) => idOf(await api.database.sql<{ id: string }[]>`SELECT id FROM labs WHERE code = ${code}`, code),
  };
}
