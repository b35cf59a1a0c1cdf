import type {
  equityCase,
  equityCaseSummary,
  equityNotice,
  objection as objectionSchema,
} from '@guanyi/contracts/equity/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { EquityCaseView } from '@guanyi/db/equity/case-queries';
import type { PriorityHoursView } from '@guanyi/db/equity/priority-hours';
import type { CaseRoom } from '@guanyi/db/equity/room-queries';
import type { VentureView } from '@guanyi/db/equity/venture-queries';
import { equityStatusAt } from '@guanyi/domain/equity/equity-case';
import { isNoticeRunning, noticeDaysPast } from '@guanyi/domain/equity/terms';
import { daysBetween, localDay } from '@guanyi/domain/kernel/local-time';
import { unitTypeOf } from '@guanyi/domain/kernel/uscc';
import type { z } from 'zod';
import { given, nameOf } from './present-name.ts';

type CaseBody = z.input<typeof equityCase>;
type SummaryBody = z.input<typeof equityCaseSummary>;

/** How much of a case a reader sees. */
export interface Onlook {
  now: number;
  /** The contributing unit and those who review it see who objected, and papers that the unit keeps to itself. */
  isInsider: boolean;
  /** The reader's own. */
  organisationIds: readonly string[];
}

/** A case as lists show it. One whose time has passed reads `lapsed` even before the sweeper has come by. */
export function presentSummary(view: EquityCaseView, now: number): SummaryBody {
  const { organisation, district } = view;
  return {
    id: view.id,
    version: view.version,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    number: view.number,
    status: equityStatusAt(view, now),
    instrumentId: view.instrumentId,
    labId: view.labId,
    districtId: view.districtId,
    organisationId: view.organisationId,
    userId: view.userId,
    venture: { name: view.ventureName, ...given('id', view.ventureId) },
    ...given('ventureId', view.ventureId),
    purpose: { kind: view.purposeKind as SummaryBody['purpose']['kind'], text: view.purposeText },
    ...given('approvedAt', view.approvedAt, formatInstant),
    ...given('lapsesAt', view.lapsesAt, formatInstant),
    ...given('notice', presentNotice(view, now)),
    openObjections: view.openObjections,
    ...given('firstDay', view.firstDay),
    instrument: presentInstrument(view),
    district: { id: view.districtId, name: nameOf(district), unitType: unitTypeOf(district.uscc) },
    organisation: {
      id: view.organisationId,
      name: nameOf(organisation),
      kind: organisation.kind as SummaryBody['organisation']['kind'],
    },
  };
}

function presentInstrument(view: EquityCaseView): SummaryBody['instrument'] {
  const { instrument, lab } = view;
  return {
    id: view.instrumentId,
    name: nameOf(instrument),
    model: instrument.model,
    classCode: instrument.classCode,
    zone: instrument.zone,
    ...given('originalValueFen', instrument.originalValueFen),
    ...given('customsSupervisedUntil', instrument.supervisedUntil),
    lab: { id: view.labId, name: nameOf(lab), city: lab.city },
  };
}

function presentNotice(view: EquityCaseView, now: number): z.input<typeof equityNotice>['notice'] | null {
  const { noticeText, noticePublishedAt, noticeFirstDay, noticeLastDay, agreementFrom } = view;
  if (noticeText === null || noticePublishedAt === null) return null;
  if (noticeFirstDay === null || noticeLastDay === null || agreementFrom === null) return null;
  const { zone } = view.instrument;
  const period = { firstDay: noticeFirstDay, lastDay: noticeLastDay, agreementFrom };
  return {
    text: noticeText,
    publishedAt: formatInstant(noticePublishedAt),
    ...period,
    daysTotal: daysBetween(noticeFirstDay, agreementFrom),
    daysPast: noticeDaysPast(period, zone, now),
    isRunning: isNoticeRunning(agreementFrom, zone, now),
  };
}

/** A case with everything in its room that the reader may see. */
export function presentCase(
  view: EquityCaseView,
  room: CaseRoom,
  venture: SignedVenture | undefined,
  onlook: Onlook,
): CaseBody {
  const today = localDay(view.instrument.zone, onlook.now);
  const appraisals = room.appraisals.map((appraisal) => ({
    ...appraisal,
    ...{ fileId: undefined, ...given('fileId', onlook.isInsider ? appraisal.fileId : null) },
    isExpired: appraisal.validUntil < today,
    createdAt: formatInstant(appraisal.createdAt),
  }));
  const adopted = appraisals.find((appraisal) => appraisal.id === view.appraisalId);
  return {
    ...presentSummary(view, onlook.now),
    ...given('feasibility', view.feasibility),
    ...given('appraisal', adopted ?? null),
    appraisals,
    objections: room.objections.map((objection) => presentObjection(view.id, objection, onlook.isInsider)),
    ...given('agreement', venture ? presentAgreement(view, venture) : null),
    ...given('exit', presentExit(view)),
    parties: presentParties(view, room),
    documents: presentDocuments(room, onlook),
    questions: room.questions.map((asked) => ({
      id: asked.id,
      text: asked.text,
      createdAt: formatInstant(asked.createdAt),
      askedBy: { displayName: asked.displayName, organisation: nameOf(asked) },
      ...given('answer', asked.answer),
      ...given('answeredBy', asked.answeredBy),
      ...given('answeredAt', asked.answeredAt, formatInstant),
    })),
    history: room.steps.map((step) => ({
      at: formatInstant(step.at),
      action: step.action,
      ...given('fromStatus', step.fromStatus as CaseBody['status'] | null),
      toStatus: step.toStatus as CaseBody['status'],
      ...given('note', step.note),
      ...(step.userId && step.displayName ? { actor: { userId: step.userId, displayName: step.displayName } } : {}),
    })),
    locks: locksOf(view, adopted, onlook.now),
  };
}

export function presentObjection(
  caseId: string,
  objection: CaseRoom['objections'][number],
  isInsider: boolean,
): z.input<typeof objectionSchema> {
  return {
    id: objection.id,
    version: objection.version,
    createdAt: formatInstant(objection.createdAt),
    updatedAt: formatInstant(objection.updatedAt),
    caseId,
    text: objection.text,
    status: objection.status,
    ...given('answer', objection.answer),
    ...given('answeredAt', objection.answeredAt, formatInstant),
    ...(isInsider ? { raisedBy: objection.displayName } : {}),
  };
}

/** A venture with the hours that its agreement keeps. */
export interface SignedVenture extends VentureView {
  hours: readonly PriorityHoursView[];
}

function presentAgreement(view: EquityCaseView, venture: SignedVenture): CaseBody['agreement'] {
  const own = venture.agreedHoldings.find((holding) => holding.organisationId === view.districtId);
  return {
    capitalFen: venture.capitalFen,
    valueFen: venture.valueFen,
    unitsIssued: venture.agreedUnits,
    holdings: venture.agreedHoldings,
    units: own?.units ?? 0,
    cashFen: venture.cashFen,
    signedAt: formatInstant(venture.createdAt),
    priorityHours: venture.hours.map(({ endedAt, instrument, organisation, weekly, ...kept }) => ({
      ...kept,
      weekly: [...weekly],
      instrument: nameOf(instrument),
      organisation: nameOf(organisation),
      ...given('endedAt', endedAt, formatInstant),
    })),
  };
}

function presentExit(view: EquityCaseView): NonNullable<CaseBody['exit']> | null {
  const { exitKind, lastDay, instrumentReturns, considerationFen } = view;
  if (exitKind === null || lastDay === null || instrumentReturns === null) return null;
  return { kind: exitKind, lastDay, instrumentReturns, considerationFen: considerationFen ?? 0 };
}

function presentParties(view: EquityCaseView, room: CaseRoom): CaseBody['parties'] {
  const contributor = {
    organisationId: view.districtId,
    name: nameOf(view.district),
    role: 'contributor' as const,
    kind: 'customsDistrict' as const,
    isVerified: true,
  };
  const others = room.parties.map((party) => ({
    organisationId: party.organisationId,
    name: nameOf(party),
    role: party.role,
    kind: party.kind as CaseBody['organisation']['kind'],
    isVerified: party.isVerified,
  }));
  return [contributor, ...others];
}

function presentDocuments(room: CaseRoom, { isInsider, organisationIds }: Onlook): CaseBody['documents'] {
  return room.documents
    .filter(({ audience, readers }) => {
      const isNamed = audience === 'named' && readers.some((reader) => organisationIds.includes(reader));
      return isInsider || audience === 'parties' || isNamed;
    })
    .map(({ readers, ...paper }) => ({
      ...paper,
      organisationIds: readers,
      number: undefined,
      ...given('number', paper.number),
      createdAt: formatInstant(paper.createdAt),
      reads: paper.reads.map((read) => ({
        displayName: read.displayName,
        firstAt: formatInstant(read.firstAt),
        lastAt: formatInstant(read.lastAt),
        times: read.times,
      })),
    }));
}

/** What stands in the way of the next step, in the words of the refusals that it would meet. */
function locksOf(
  view: EquityCaseView,
  adopted: { validUntil: string; isExpired: boolean } | undefined,
  now: number,
): CaseBody['locks'] {
  const status = equityStatusAt(view, now);
  const locks: CaseBody['locks'] = [];
  if (status === 'inApproval' && view.approvedAt === null) locks.push({ action: 'publish', code: 'approval-open' });
  if ((status === 'noticed' || status === 'appraised') && adopted?.isExpired) {
    const action = status === 'noticed' ? 'agree' : 'submit';
    locks.push({ action, code: 'appraisal-expired', until: adopted.validUntil });
  }
  if (status !== 'noticed') return locks;
  const { agreementFrom } = view;
  if (agreementFrom !== null && isNoticeRunning(agreementFrom, view.instrument.zone, now)) {
    locks.push({ action: 'agree', code: 'notice-running', until: agreementFrom });
  }
  if (view.openObjections > 0) locks.push({ action: 'agree', code: 'objection-open', count: view.openObjections });
  return locks;
}

/** A published case for anybody: no person, no id of a customer. */
export function presentPublicNotice(
  view: EquityCaseView,
  room: CaseRoom | undefined,
  now: number,
): z.input<typeof equityNotice> {
  const notice = presentNotice(view, now);
  if (!notice) throw new Error(`Equity case ${view.id} is public without a notice.`);
  const adopted = room?.appraisals.find((appraisal) => appraisal.id === view.appraisalId);
  return {
    caseId: view.id,
    number: view.number,
    status: equityStatusAt(view, now),
    ventureName: view.ventureName,
    proposer: nameOf(view.organisation),
    instrument: { id: view.instrumentId, name: nameOf(view.instrument), model: view.instrument.model },
    lab: nameOf(view.lab),
    district: nameOf(view.district),
    ...given('valueFen', adopted?.valueFen ?? null),
    notice,
    objections: (room?.objections ?? []).map((objection) => ({
      text: objection.text,
      status: objection.status,
      ...given('answer', objection.answer),
      at: formatInstant(objection.createdAt),
    })),
  };
}
