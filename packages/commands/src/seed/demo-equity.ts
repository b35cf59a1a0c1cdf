import { loadChainOfSubject } from '@guanyi/db/approvals/chains';
import type { Tx } from '@guanyi/db/client';
import { addDays, localDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, HOUR_MS } from '@guanyi/domain/kernel/window';
import { decideApproval } from '../approvals/decide-approval.ts';
import type { CommandContext, Outcome } from '../context.ts';
import { addAppraisal } from '../equity/add-appraisal.ts';
import { createEquityCase } from '../equity/create-case.ts';
import { moveUnits } from '../equity/move-units.ts';
import { raiseObjection } from '../equity/objections.ts';
import { publishNotice } from '../equity/publish-notice.ts';
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

/** One deal under its notice, with a question and an objection to answer, and one that is signed, with a register of three holders. */
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
  const instrument = stage.instruments.find((one) => one.assetNumber === deal.assetNumber);
  if (!instrument) throw new Error(`The demonstration has no ${deal.assetNumber}.`);
  const officer = contextOf(places, 'assetOfficer', 'qingdao', null);
  const manager = contextOf(places, 'labManager', 'qingdao', instrument.labId);
  const ago = (days: number) => now - (deal.publishedDaysAgo + days) * DAY_MS;
  const proposal = {
    ...{ instrumentId: instrument.id, ventureName: deal.ventureName },
    purpose: { kind: 'development', text: deal.purpose },
  };
  const proposer = contextOf(places, 'booker', deal.customer, null);
  const { caseId } = must(await createEquityCase(tx, proposer(ago(55)), proposal));
  const study = { caseId, conclusion: 'positive', summary: '专家论证五票同意，市场需求明确。', fileIds: [] } as const;
  must(await recordFeasibility(tx, manager(ago(40)), study));
  const baseDate = addDays(localDay('Asia/Shanghai', ago(30)), -1);
  const first = { agency: '青岛信衡资产评估', reportNumber: '青信评字 077', method: 'cost', baseDate } as const;
  must(await addAppraisal(tx, officer(ago(28)), { caseId, ...first, valueFen: Math.round(deal.valueFen * 0.77) }));
  const adopted = { agency: '山东正信资产评估', reportNumber: '鲁正评字 318', method: 'market', baseDate } as const;
  must(await addAppraisal(tx, officer(ago(20)), { caseId, ...adopted, valueFen: deal.valueFen }));
  must(await submitEquityCase(tx, officer(ago(5)), { caseId }));
  await approve(stage, { caseId, labId: instrument.labId }, [manager(ago(5) + HOUR_MS), officer(ago(5) + 2 * HOUR_MS)]);
  const text = `拟以${deal.assetNumber}仪器作价投入${deal.ventureName}，现予公示。公示期间如有异议，请在本页面提出。`;
  must(await publishNotice(tx, officer(ago(0)), { caseId, text }));
  return caseId;
}

async function approve(
  { tx }: Stage,
  { caseId, labId }: { caseId: string; labId: string },
  deciders: readonly CommandContext[],
): Promise<void> {
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
