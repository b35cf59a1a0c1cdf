import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { database, databaseUrl, freshInstrument, useBookingScene } from '../../support/booking-scene.ts';

useBookingScene();

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../support/time-program.ts', import.meta.url));
const serverZones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'];

test('wherever the server stands, days that change their clock come out the same', { timeout: 120_000 }, async () => {
  const timeFactors = [{ days: 'any', from: '01:30', until: '02:45', permille: 500 }];
  const instrumentId = await freshInstrument({
    zone: 'Australia/Lord_Howe',
    approval: 'auto',
    policy: { timeFactors },
  });
  await database.sql`UPDATE instruments SET zone = 'Australia/Lord_Howe' WHERE id = ${instrumentId}`;
  const answers: string[] = [];
  for (const TZ of serverZones) {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', program, databaseUrl, instrumentId], {
      env: { ...process.env, TZ },
      maxBuffer: 10_000_000,
    });
    answers.push(stdout);
  }
  expect(new Set(answers).size).toBe(1);
  const { days, priced } = JSON.parse(answers[0]!);
  const hours = Object.fromEntries(
    days.map((one: { zone: string; day: string; hours: number }) => [`${one.zone} ${one.day}`, one.hours]),
  );
  expect(hours).toMatchObject({
    'Asia/Shanghai 1986-05-04': 23,
    'Asia/Shanghai 1986-09-14': 25,
    'Asia/Shanghai 1991-09-15': 25,
    'Australia/Lord_Howe 2026-10-04': 23.5,
    'Australia/Lord_Howe 2026-04-05': 24.5,
    'Europe/Berlin 2026-10-25': 25,
    'Asia/Kathmandu 2026-06-01': 24,
  });
  // 01:30 to 04:00 by the wall is two hours: half price until 02:00, where the clock skips to 02:30, and then until 02:45.
  expect(priced).toMatchObject({ zone: 'Australia/Lord_Howe', totalFen: 9_750 + 585 });
});
