import type { Tx } from '@guanyi/db/client';
import { listWaitingSteps } from '@guanyi/db/demo';
import { addDays, localDay, startOfDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, HOUR_MS } from '@guanyi/domain/kernel/window';
import { decideApproval } from '../approvals/decide-approval.ts';
import type { CommandContext, Outcome } from '../context.ts';
import { proposeDamage } from '../lending/claim-damage.ts';
import { handOver, takeBack } from '../lending/hand-over.ts';
import { requestLending } from '../lending/request-lending.ts';
import { signContract } from '../lending/sign-contract.ts';
import { contextOf } from './demo-bookings.ts';
import type { DemoInstrument } from './demo-instruments.ts';
import type { DemoPlaces } from './demo-people.ts';

const accessories = ['电源适配器', '标准样片', '便携箱'];
const items = ['外壳', '显示屏', '探头与窗口', '电源与电池'];

/** How far a story has come by now. */
type Reached = 'asked' | 'approvedByLab' | 'sentBack' | 'signed' | 'handedOver' | 'takenBack';

interface Story {
  assetNumber: string;
  kind: 'loan' | 'lease';
  customer: string;
  /** Days from today, both included. */
  days: readonly [first: number, last: number];
  askedDaysAgo: number;
  reached: Reached;
  purpose: string;
}

const stories: readonly Story[] = [
  {
    ...{ assetNumber: 'QD-F-0109', kind: 'loan', customer: 'beacon-foods', days: [-2, 6], askedDaysAgo: 6 },
    ...{ reached: 'handedOver', purpose: '产线原料快速筛查方法开发' },
  },
  {
    ...{ assetNumber: 'QD-F-0111', kind: 'loan', customer: 'beacon-foods', days: [20, 34], askedDaysAgo: 0.2 },
    ...{ reached: 'asked', purpose: '水产品汞含量现场筛查' },
  },
  {
    ...{ assetNumber: 'QD-F-0114', kind: 'loan', customer: 'ocean-univ', days: [25, 40], askedDaysAgo: 1 },
    ...{ reached: 'approvedByLab', purpose: '沉积物消解方法比对' },
  },
  {
    ...{ assetNumber: 'QD-F-0118', kind: 'loan', customer: 'tex-sme', days: [30, 44], askedDaysAgo: 2 },
    ...{ reached: 'sentBack', purpose: '染料分散性试验' },
  },
  {
    ...{ assetNumber: 'QD-C-0210', kind: 'loan', customer: 'ocean-univ', days: [0, 9], askedDaysAgo: 8 },
    ...{ reached: 'signed', purpose: '河口悬浮颗粒粒径谱观测' },
  },
  {
    ...{ assetNumber: 'YT-T-0309', kind: 'loan', customer: 'tex-sme', days: [-12, -2], askedDaysAgo: 20 },
    ...{ reached: 'handedOver', purpose: '纱线捻度出口检验' },
  },
  {
    ...{ assetNumber: 'QD-C-0213', kind: 'loan', customer: 'tex-sme', days: [-18, -4], askedDaysAgo: 26 },
    ...{ reached: 'takenBack', purpose: '溶剂闪点复核' },
  },
  {
    ...{ assetNumber: 'YT-T-0310', kind: 'lease', customer: 'tex-sme', days: [0, 59], askedDaysAgo: 7 },
    ...{ reached: 'handedOver', purpose: '面料光老化批量试验' },
  },
];

/** Loans and leases of every stage: waiting at each step, sent back, to be handed over, out, overdue, back with damage. */
export async function writeDemoLendings(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  instruments: readonly DemoInstrument[],
): Promise<void> {
  for (const story of stories) {
    const instrument = instruments.find(({ assetNumber }) => assetNumber === story.assetNumber);
    if (!instrument) throw new Error(`The demonstration has no ${story.assetNumber}.`);
    await tell({ tx, now: context.now, places, story, instrument });
  }
}

interface Stage {
  tx: Tx;
  now: number;
  places: DemoPlaces;
  story: Story;
  instrument: DemoInstrument;
}

async function tell(stage: Stage): Promise<void> {
  const { tx, now, places, story, instrument } = stage;
  const today = localDay('Asia/Shanghai', now);
  const [first, last] = story.days;
  const askedAt = now - story.askedDaysAgo * DAY_MS;
  const asked = must(
    await requestLending(tx, contextOf(places, 'booker', story.customer, null)(askedAt), {
      ...{ kind: story.kind, instrumentId: instrument.id, accessories, address: '申请单位实验室' },
      ...{ firstDay: addDays(today, first), lastDay: addDays(today, last) },
      purpose: { kind: 'development', text: story.purpose },
    }),
  );
  if (story.reached === 'asked') return;
  const manager = contextOf(places, 'labManager', 'qingdao', instrument.labId);
  const officer = contextOf(places, 'assetOfficer', 'qingdao', null);
  if (story.reached === 'sentBack') {
    const comment = '请补充使用地点的安全条件与操作人员培训情况。';
    return decide(stage, asked.id, manager(askedAt + HOUR_MS), 'return', comment);
  }
  await decide(stage, asked.id, manager(askedAt + HOUR_MS), 'approve', '同意');
  if (story.reached === 'approvedByLab') return;
  await decide(stage, asked.id, officer(askedAt + 2 * HOUR_MS), 'approve', '同意');
  await sign(stage, asked.id, askedAt + 3 * HOUR_MS);
  if (story.reached === 'signed') return;
  const leftAt = Math.min(now, startOfDay('Asia/Shanghai', addDays(today, first)) + 9 * HOUR_MS);
  await hand(stage, asked.id, leftAt);
  if (story.reached === 'takenBack') await bringBack(stage, asked.id, now - 3 * DAY_MS);
}

async function decide(
  { tx, instrument }: Stage,
  subjectId: string,
  decider: CommandContext,
  decision: 'approve' | 'return',
  comment: string,
): Promise<void> {
  const { approvalId } = (await listWaitingSteps(tx, instrument.labId, subjectId))[0] ?? {};
  if (!approvalId) throw new Error('A chain of the demonstration waits for nobody.');
  must(await decideApproval(tx, decider, { approvalId, decision, comment }));
}

async function sign({ tx, places, story, instrument }: Stage, lendingId: string, at: number): Promise<void> {
  const [row] = await tx.sql<{ contractId: string }[]>`
    SELECT id AS "contractId" FROM contracts WHERE lab_id = ${instrument.labId} AND subject_id = ${lendingId}`;
  if (!row) throw new Error('A loan of the demonstration has no contract.');
  const officer = contextOf(places, 'assetOfficer', 'qingdao', null);
  const customer = contextOf(places, 'orgAdmin', story.customer, null);
  for (const signer of [officer, customer]) must(await signContract(tx, signer(at), row));
}

async function hand({ tx, places, story, instrument }: Stage, id: string, at: number): Promise<void> {
  const keeper = contextOf(places, 'keeper', 'qingdao', instrument.labId);
  must(
    await handOver(tx, keeper(at), {
      ...{ kind: story.kind, id, accessories, meterReading: 1_268, photoIds: [], signedBy: ['孙浩', '何苗'] },
      conditions: items.map((item) => ({ item, state: 'good', note: '' })),
    }),
  );
}

/** Back with a cracked display, and what the lab asks for it; the borrower has not answered yet. */
async function bringBack({ tx, places, story, instrument }: Stage, id: string, at: number): Promise<void> {
  const keeper = contextOf(places, 'keeper', 'qingdao', instrument.labId);
  must(
    await takeBack(tx, keeper(at), {
      ...{ kind: story.kind, id, accessories, meterReading: 1_940, photoIds: [], signedBy: ['孙浩', '何苗'] },
      conditions: items.map((item) =>
        item === '显示屏' ? { item, state: 'damaged', note: '右下角裂纹约 3 厘米' } : { item, state: 'good', note: '' },
      ),
    }),
  );
  const [claim] = await tx.sql<{ damageId: string }[]>`
    SELECT id AS "damageId" FROM damage_claims WHERE lab_id = ${instrument.labId} AND lending_id = ${id}`;
  if (!claim) throw new Error('The damage of the demonstration is no claim.');
  const proposal = { ...claim, amountFen: 120_000, reason: '更换显示组件的报价', photoIds: [] };
  must(await proposeDamage(tx, keeper(at + DAY_MS), proposal));
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`The demonstration was refused: ${outcome.code}.`);
  return outcome.value;
}
