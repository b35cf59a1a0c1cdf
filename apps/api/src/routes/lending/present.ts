import type { contract as contractSchema, lending as lendingSchema } from '@guanyi/contracts/lending/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { StoredContract } from '@guanyi/db/lending/contracts';
import type { DamageView, InspectionView, LendingView } from '@guanyi/db/lending/queries';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { lendingStatusAt } from '@guanyi/domain/lending/lending';
import type { z } from 'zod';

type LendingBody = z.input<typeof lendingSchema>;

/** A loan or lease as clients see it; one whose last day has passed reads `overdue` even before the sweeper has come by. */
export function presentLending(view: LendingView, now: number): LendingBody {
  return {
    id: view.id,
    version: view.version,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    number: view.number,
    status: lendingStatusAt(view, now),
    instrumentId: view.instrumentId,
    labId: view.labId,
    districtId: view.districtId,
    organisationId: view.organisationId,
    userId: view.userId,
    firstDay: view.firstDay,
    lastDay: view.lastDay,
    from: formatInstant(view.from),
    until: formatInstant(view.until),
    zone: view.zone,
    displaces: view.displaces,
    purpose: { kind: view.purposeKind as LendingBody['purpose']['kind'], text: view.purposeText },
    address: view.address,
    accessories: view.accessories,
    originalValueFen: view.originalValueFen,
    depositFen: view.depositFen,
    deposit: { heldFen: view.heldFen, capturedFen: view.capturedFen, releasedFen: view.releasedFen },
    ...presentAgreement(view, now),
    ...given('decisionReason', view.decisionReason),
    ...at('handedOverAt', view.handedOverAt),
    ...at('returnedAt', view.returnedAt),
    ...presentReports(view),
    history: view.history.map((step) => ({
      at: text(step.at),
      action: step.action,
      ...given('fromStatus', step.fromStatus),
      toStatus: step.toStatus,
      ...(step.userId && step.displayName ? { actor: { userId: step.userId, displayName: step.displayName } } : {}),
      ...given('note', step.note),
    })),
    ...presentParties(view),
  };
}

function presentAgreement(view: LendingView, now: number): Pick<LendingBody, 'contractId' | 'contract' | 'filing'> {
  const { contract } = view;
  const filing = view.filing?.status === 'dropped' ? null : view.filing;
  return {
    ...(contract && {
      contractId: contract.id,
      contract: { id: contract.id, number: contract.number, status: contract.status, signedBy: contract.signed },
    }),
    ...(filing && {
      filing: {
        ...{ id: filing.id, dueOn: filing.dueOn },
        status: filing.status === 'filed' ? 'filed' : localDay(view.zone, now) > filing.dueOn ? 'late' : 'open',
        ...(filing.filedAt ? { filedAt: text(filing.filedAt) } : {}),
        ...given('reference', filing.reference),
        ...given('fileId', filing.fileId),
      },
    }),
  };
}

function presentReports(
  view: LendingView,
): Pick<LendingBody, 'handOver' | 'takeBack' | 'damages' | 'inspections' | 'extensions'> {
  const reportOf = (moment: 'handOver' | 'takeBack') => {
    const found = view.reports.find((report) => report.moment === moment);
    if (!found) return {};
    const { conditions, accessories, photoIds, signedBy, number, contentHash, signatures } = found;
    const report = {
      ...{ at: text(found.at), accessories, photoIds, signedBy, ...given('meterReading', found.meterReading) },
      ...{ number, contentHash },
      signatures: signatures.map(({ strokes, at: signedAt, ...signature }) => ({
        ...signature,
        ...given('strokes', strokes),
        at: text(signedAt),
      })),
      conditions: conditions as NonNullable<LendingBody['handOver']>['conditions'],
    };
    return { [moment]: report };
  };
  return {
    ...reportOf('handOver'),
    ...reportOf('takeBack'),
    damages: view.damages.map(presentDamage),
    inspections: view.inspections.map(presentInspection),
    extensions: view.extensions.map(({ at: askedAt, ...extension }) => ({
      ...extension,
      status: extension.status as LendingBody['extensions'][number]['status'],
      createdAt: text(askedAt),
    })),
  };
}

function presentDamage(damage: DamageView): LendingBody['damages'][number] {
  const { amountFen, proposal, answer, decision, counterFen, answerDueAt, chargeId, at: reportedAt, ...plain } = damage;
  return {
    ...plain,
    ...given('amountFen', amountFen),
    ...given('proposal', proposal),
    ...given('answer', answer),
    ...given('decision', decision),
    ...given('counterFen', counterFen),
    ...(answerDueAt ? { answerDueAt: text(answerDueAt) } : {}),
    ...given('chargeId', chargeId),
    at: text(reportedAt),
  };
}

function presentInspection(visit: InspectionView): LendingBody['inspections'][number] {
  const { recordedAt, recordedBy, conditions, meterReading, note, ...plain } = visit;
  return {
    ...plain,
    ...(recordedAt ? { recordedAt: text(recordedAt) } : {}),
    ...given('recordedBy', recordedBy),
    conditions: (conditions ?? []) as LendingBody['inspections'][number]['conditions'],
    ...given('meterReading', meterReading),
    ...given('note', note),
  };
}

function presentParties(view: LendingView): Pick<LendingBody, 'instrument' | 'organisation' | 'user'> {
  const { instrument, lab, organisation } = view;
  return {
    instrument: {
      id: view.instrumentId,
      name: name(instrument),
      model: instrument.model,
      classCode: instrument.classCode,
      lab: { id: view.labId, name: name(lab), city: lab.city },
    },
    organisation: {
      id: view.organisationId,
      name: name(organisation),
      kind: organisation.kind as LendingBody['organisation']['kind'],
    },
    user: { id: view.userId, displayName: view.displayName },
  };
}

export function presentContract(contract: StoredContract): z.input<typeof contractSchema> {
  return {
    id: contract.id,
    version: contract.version,
    createdAt: formatInstant(contract.createdAt),
    updatedAt: formatInstant(contract.updatedAt),
    number: contract.number,
    status: contract.status,
    subjectType: contract.subjectType,
    subjectId: contract.subjectId,
    labId: contract.labId,
    districtId: contract.districtId,
    organisationId: contract.organisationId,
    contentHash: contract.contentHash,
    signatures: contract.signatures.map((signature) => ({ ...signature, at: text(signature.at) })),
  };
}

/** Instants inside JSON documents of the database, the way every reply writes them. */
export function text(stored: string): string {
  return formatInstant(Date.parse(stored));
}

function name(row: { nameZh: string; nameEn: string | null }): { zh: string; en?: string } {
  return { zh: row.nameZh, ...given('en', row.nameEn) };
}

function at<K extends string>(key: K, instant: number | null): { [P in K]?: string } {
  return given(key, instant === null ? null : formatInstant(instant));
}

function given<K extends string, V>(key: K, value: V | null): { [P in K]?: V } {
  return value === null ? {} : ({ [key]: value } as { [P in K]: V });
}
