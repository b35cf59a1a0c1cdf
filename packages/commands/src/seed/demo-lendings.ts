import type { Tx } from '@guanyi/db/client';
import { listWaitingSteps } from '@guanyi/db/demo';
import { addDays, type Day, localDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, HOUR_MS } from '@guanyi/domain/kernel/window';
import { decideApproval } from '../approvals/decide-approval.ts';
import type { CommandContext } from '../context.ts';
import { handOver } from '../lending/hand-over.ts';
import { requestLending } from '../lending/request-lending.ts';
import { signContract } from '../lending/sign-contract.ts';
import { contextOf, must } from './demo-bookings.ts';
import type { DemoInstrument } from './demo-instruments.ts';
import type { DemoPlaces } from './demo-people.ts';

const customer = 'beacon-foods';
const accessories = ['电源适配器', '标准样片', '便携箱'];

/** One loan that is under way, and one request that waits for its chain. What no instrument can be had for is left out. */
export async function writeDemoLendings(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  instruments: readonly DemoInstrument[],
): Promise<void> {
  const today = localDay('Asia/Shanghai', context.now);
  const askedAt = context.now - 6 * DAY_MS;
  const running = { firstDay: addDays(today, -2), lastDay: addDays(today, 6), askedAt };
  const own = instruments.filter(({ labCode }) => labCode.startsWith('qd'));
  const lent = await askForOne(tx, places, own, running);
  if (lent) await runLoan(tx, context, places, lent);
  const others = own.filter(({ id }) => id !== lent?.instrument.id);
  const waiting = { firstDay: addDays(today, 20), lastDay: addDays(today, 34), askedAt: context.now - 5 * HOUR_MS };
  await askForOne(tx, places, others, waiting);
}

interface Lent {
  id: string;
  instrument: DemoInstrument;
  askedAt: number;
}

async function askForOne(
  tx: Tx,
  places: DemoPlaces,
  instruments: readonly DemoInstrument[],
  term: { firstDay: Day; lastDay: Day; askedAt: number },
): Promise<Lent | undefined> {
  const { askedAt, ...days } = term;
  for (const instrument of instruments) {
    const asked = await requestLending(tx, contextOf(places, 'booker', customer, null)(askedAt), {
      ...days,
      kind: 'loan',
      instrumentId: instrument.id,
      purpose: { kind: 'development', text: '产线原料快速筛查方法开发' },
      address: '青岛市崂山区灯塔食品研发中心',
      accessories,
    });
    if (asked.ok) return { id: asked.value.id, instrument, askedAt };
  }
  return undefined;
}

/** Approved by the lab and the district, signed by both, handed over. */
async function runLoan(tx: Tx, context: CommandContext, places: DemoPlaces, { id, instrument, askedAt }: Lent) {
  const manager = contextOf(places, 'labManager', 'qingdao', instrument.labId);
  const officer = contextOf(places, 'assetOfficer', 'qingdao', null);
  for (const decider of [manager, officer]) {
    const { approvalId } = (await listWaitingSteps(tx, instrument.labId, id))[0] ?? {};
    if (!approvalId) throw new Error('The loan of the demonstration waits for nobody.');
    must(await decideApproval(tx, decider(askedAt + HOUR_MS), { approvalId, decision: 'approve', comment: '同意' }));
  }
  const { contractId } = await contractOf(tx, instrument.labId, id);
  for (const signer of [officer, contextOf(places, 'orgAdmin', customer, null)])
    must(await signContract(tx, signer(askedAt + 2 * HOUR_MS), { contractId }));
  const keeper = contextOf(places, 'keeper', 'qingdao', instrument.labId);
  must(
    await handOver(tx, keeper(context.now - 2 * DAY_MS), {
      ...{ kind: 'loan', id, accessories, meterReading: 1_268, photoIds: [], signedBy: ['孙浩', '陈波'] },
      conditions: ['外壳', '显示屏', '探头与窗口', '电源与电池'].map((item) => ({ item, state: 'good', note: '' })),
    }),
  );
}

async function contractOf(tx: Tx, labId: string, lendingId: string): Promise<{ contractId: string }> {
  const [row] = await tx.sql<{ contractId: string }[]>`
    SELECT id AS "contractId" FROM contracts WHERE lab_id = ${labId} AND subject_id = ${lendingId}`;
  if (!row) throw new Error('The loan of the demonstration has no contract.');
  return row;
}
