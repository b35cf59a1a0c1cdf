import { loadChainOfSubject } from '@guanyi/db/approvals/chains';
import type { Tx } from '@guanyi/db/client';
import { addDays, localDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, HOUR_MS } from '@guanyi/domain/kernel/window';
import { decideApproval } from '../approvals/decide-approval.ts';
import type { CommandContext, Outcome } from '../context.ts';
import { addAppraisal } from '../equity/add-appraisal.ts';
import { contributeInstrument } from '../equity/contribute-instrument.ts';
import { createEquityCase } from '../equity/create-case.ts';
import { moveUnits } from '../equity/move-units.ts';
import { raiseObjection } from '../equity/objections.ts';
import { publishNotice } from '../equity/publish-notice.ts';
import { recordDistribution } from '../equity/record-distribution.ts';
import { recordFeasibility } from '../equity/record-feasibility.ts';
import { askQuestion } from '../equity/room.ts';
import { signAgreement } from '../equity/sign-agreement.ts';
import { submitEquityCase } from '../equity/submit-case.ts';
import { contextOf } from './demo-bookings.ts';
import type { DemoInstrument } from './demo-instruments.ts';
import type { DemoPlaces } from './demo-people.ts';

interface Deal {
  assetNumber: string;
  customer: string;
  ventureName: string;
  purpose: string;
  valueFen: number;
  /** How long ago its notice was published. */
  publishedDaysAgo: number;
}

const noticed: Deal = {
  assetNumber: 'QD-F-0101',
  customer: 'beacon-foods',
  ventureName: '青岛海纳痕量检测有限公司',
  purpose: '食品与水产品中痕量元素快速检测方法的产业化',
  valueFen: 300_000_000,
  publishedDaysAgo: 8,
};

const agreed: Deal = {
  assetNumber: 'QD-C-0204',
  customer: 'tex-sme',
  ventureName: '青岛锐谱金属检测有限公司',
  purpose: '再生金属牌号快速鉴定服务',
  valueFen: 80_000_000,
  publishedDaysAgo: 40,
};

/** Deals that have not come to their notice yet, each waiting for its next step. */
const young: readonly (Deal & { reached: 'intent' | 'appraised' | 'inApproval' })[] = [
  {
    ...{
      assetNumber: 'QD-F-0113',
      customer: 'ocean-univ',
      ventureName: '青岛蓝湾近红外科技有限公司',
      reached: 'intent',
    },
    ...{ purpose: '海洋食品近红外快检模型', valueFen: 60_000_000, publishedDaysAgo: -50 },
  },
  {
    ...{
      assetNumber: 'QD-C-0211',
      customer: 'beacon-foods',
      ventureName: '青岛微观表征有限公司',
      reached: 'appraised',
    },
    ...{ purpose: '材料微观形貌检测服务', valueFen: 210_000_000, publishedDaysAgo: -12 },
  },
  {
    ...{
      assetNumber: 'YT-T-0308',
      customer: 'tex-sme',
      ventureName: '烟台热湿舒适检测有限公司',
      reached: 'inApproval',
    },
    ...{ purpose: '功能面料热湿舒适性评价', valueFen: 70_000_000, publishedDaysAgo: -4 },
  },
];

const contributed: Deal = {
  assetNumber: 'QD-C-0201',
  customer: 'ocean-univ',
  ventureName: '青岛黄海矿物分析有限公司',
  purpose: '进口矿产品成分快速检测',
  valueFen: 150_000_000,
  publishedDaysAgo: 120,
};
/** The instrument stays bookable as far ahead as anybody can book. */
const leavesInDays = 120;

/** Deals of every stage: before, at and after their notice, two ventures with a register, and a first distribution. */
export async function writeDemoEquity(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  instruments: readonly DemoInstrument[],
): Promise<void> {
  const stage = { tx, places, instruments, now: context.now };
  const waiting = await takeToNotice(stage, noticed);
  const booker = contextOf(places, 'booker', 'ocean-univ', null);
  const partner = contextOf(places, 'booker', noticed.customer, null);
  const objection = { caseId: waiting, text: '该仪器承担部分法定检验任务，请说明出资后如何安排。' };
  must(await raiseObjection(tx, booker(context.now - 3 * DAY_MS), objection));
  const question = { caseId: waiting, text: '回购价按评估值还是按账面净值计算？' };
  must(await askQuestion(tx, partner(context.now - 2 * DAY_MS), question));
  const signed = await takeToNotice(stage, agreed);
  await sign(stage, agreed, signed);
  for (const deal of young) await begin(stage, deal);
  await contribute(stage);
}

interface Stage {
  tx: Tx;
  places: DemoPlaces;
  instruments: readonly DemoInstrument[];
  now: number;
}

/** Takes a deal through every step up to its notice, each at a time of its own. */
async function takeToNotice(stage: Stage, deal: Deal): Promise<string> {
  const { tx, places, now } = stage;
  const opened = await propose(stage, deal);
  const officer = contextOf(places, 'assetOfficer', 'qingdao', null);
  const manager = contextOf(places, 'labManager', 'qingdao', opened.labId);
  const ago = (days: number) => now - (deal.publishedDaysAgo + days) * DAY_MS;
  await appraise(stage, deal, opened);
  await submit(stage, deal, opened);
  await approve(stage, opened, [manager(ago(5) + HOUR_MS), officer(ago(5) + 2 * HOUR_MS)]);
  const text = `拟以${deal.assetNumber}仪器作价投入${deal.ventureName}，现予公示。公示期间如有异议，请在本页面提出。`;
  must(await publishNotice(tx, officer(ago(0)), { caseId: opened.caseId, text }));
  return opened.caseId;
}

interface Opened {
  caseId: string;
  labId: string;
}

async function propose({ tx, places, instruments, now }: Stage, deal: Deal): Promise<Opened> {
  const instrument = instruments.find((one) => one.assetNumber === deal.assetNumber);
  if (!instrument) throw new Error(`The demonstration has no ${deal.assetNumber}.`);
  const proposal = {
    ...{ instrumentId: instrument.id, ventureName: deal.ventureName },
    purpose: { kind: 'development', text: deal.purpose },
  };
  const proposer = contextOf(places, 'booker', deal.customer, null);
  const askedAt = now - (deal.publishedDaysAgo + 55) * DAY_MS;
  const { caseId } = must(await createEquityCase(tx, proposer(askedAt), proposal));
  return { caseId, labId: instrument.labId };
}

/** A study by the lab, then two appraisals of which the later one counts. */
async function appraise({ tx, places, now }: Stage, deal: Deal, { caseId, labId }: Opened): Promise<void> {
  const ago = (days: number) => now - (deal.publishedDaysAgo + days) * DAY_MS;
  const officer = contextOf(places, 'assetOfficer', 'qingdao', null);
  const manager = contextOf(places, 'labManager', 'qingdao', labId);
  const study = { caseId, conclusion: 'positive', summary: '专家论证五票同意，市场需求明确。', fileIds: [] } as const;
  must(await recordFeasibility(tx, manager(ago(40)), study));
  const baseDate = addDays(localDay('Asia/Shanghai', ago(30)), -1);
  const first = { agency: '青岛信衡资产评估', reportNumber: '青信评字 077', method: 'cost', baseDate } as const;
  must(await addAppraisal(tx, officer(ago(28)), { caseId, ...first, valueFen: Math.round(deal.valueFen * 0.77) }));
  const adopted = { agency: '山东正信资产评估', reportNumber: '鲁正评字 318', method: 'market', baseDate } as const;
  must(await addAppraisal(tx, officer(ago(20)), { caseId, ...adopted, valueFen: deal.valueFen }));
}

async function submit({ tx, places, now }: Stage, deal: Deal, { caseId }: Opened): Promise<void> {
  const officer = contextOf(places, 'assetOfficer', 'qingdao', null);
  must(await submitEquityCase(tx, officer(now - (deal.publishedDaysAgo + 5) * DAY_MS), { caseId }));
}

/** Takes a deal as far as it has come. */
async function begin(stage: Stage, deal: (typeof young)[number]): Promise<void> {
  const opened = await propose(stage, deal);
  if (deal.reached === 'intent') return;
  await appraise(stage, deal, opened);
  if (deal.reached === 'appraised') return;
  await submit(stage, deal, opened);
  const manager = contextOf(stage.places, 'labManager', 'qingdao', opened.labId);
  await approve(stage, opened, [manager(stage.now - 2 * HOUR_MS)]);
}

/** A venture that is at work: its instrument goes there, and it has shared its first profit. */
async function contribute(stage: Stage): Promise<void> {
  const { tx, places, now } = stage;
  const caseId = await takeToNotice(stage, contributed);
  await sign(stage, contributed, caseId);
  const today = localDay('Asia/Shanghai', now);
  const officer = contextOf(places, 'assetOfficer', 'qingdao', null);
  const firstDay = addDays(today, leavesInDays);
  must(await contributeInstrument(tx, officer(now - DAY_MS), { caseId, firstDay }));
  const finance = contextOf(places, 'finance', 'qingdao', null);
  must(await recordDistribution(tx, finance(now), { caseId, amountFen: 9_999_999, declaredOn: today }));
}

async function approve({ tx }: Stage, { caseId, labId }: Opened, deciders: readonly CommandContext[]): Promise<void> {
  for (const decider of deciders) {
    const chain = await loadChainOfSubject(tx, { labId, subjectType: 'equityCase', subjectId: caseId });
    const step = chain?.steps.find((one) => one.status === 'pending' && one.openedAt !== null);
    if (!step) throw new Error('The chain of the demonstration has no step left to decide.');
    must(await decideApproval(tx, decider, { approvalId: step.id, decision: 'approve' }));
  }
}

/** A quarter for the unit, and later a part of the founder's units to somebody else. */
async function sign({ tx, places, now }: Stage, deal: Deal, caseId: string): Promise<void> {
  const officer = contextOf(places, 'assetOfficer', 'qingdao', null);
  const idOf = (place: string) => places.organisationIds.get(place) ?? '';
  const agreement = {
    ...{ caseId, capitalFen: deal.valueFen * 4, unitsIssued: 1_000_000 },
    holdings: [
      { organisationId: idOf('qingdao'), units: 250_000 },
      { organisationId: idOf(deal.customer), units: 750_000 },
    ],
  };
  const { ventureId } = must(await signAgreement(tx, officer(now - 20 * DAY_MS), agreement));
  const move = {
    ...{ ventureId, fromOrganisationId: idOf(deal.customer), toOrganisationId: idOf('beacon-foods') },
    ...{ units: 150_000, reason: '引入产业伙伴' },
  };
  must(await moveUnits(tx, officer(now - 6 * DAY_MS), move));
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`The demonstration was refused: ${outcome.code}.`);
  return outcome.value;
}
