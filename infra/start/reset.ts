import { rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { eraseEmbedded } from '@guanyi/db/embedded';
import { loadEnv } from '@guanyi/platform/env';
import { dataFolder, say } from './checkout.ts';
import { postgresFolder } from './database.ts';
import { runningStart } from './running-start.ts';

/** What an installation keeps beside its database. By name: DATA_DIR may point at a folder that holds other things too. */
const kept = ['files', 'jwt-keys', 'start.pid'];

const env = loadEnv();
const folder = dataFolder(env);

if (runningStart(folder)) refuse('Guanyi 正在运行，请先停止 · Guanyi is running; stop it first.');
if (!process.argv.includes('--yes') && !(await confirmed())) refuse('未做任何更改 · Nothing was changed.');
await eraseEmbedded(postgresFolder(env));
for (const name of kept) rmSync(path.join(folder, name), { recursive: true, force: true });
say('数据已清空 · The data is gone. `npm start` begins anew.');

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) refuse('没有终端可供确认，请加 --yes · Nobody is here to ask: npm run reset -- --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`清空 ${folder} 中的全部数据？· Delete all data in ${folder}? (yes/no) `);
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
}

function refuse(reason: string): never {
  say(reason);
  process.exit(1);
}
