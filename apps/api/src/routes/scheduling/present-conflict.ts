import type {
  conflict as conflictSchema,
  linkedConflict as linkedSchema,
  outage as outageSchema,
} from '@guanyi/contracts/scheduling/conflict-schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { ConflictOption, ConflictView } from '@guanyi/db/scheduling/conflicts';
import type { OutageView } from '@guanyi/db/scheduling/outages';
import type { z } from 'zod';

type ConflictBody = z.input<typeof conflictSchema>;

/** A conflict as clients see it. */
export function presentConflict(view: ConflictView): ConflictBody {
  return {
    id: view.id,
    version: view.version,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    status: view.status,
    ...(view.claimKind === 'booking' ? { bookingId: view.claimId } : {}),
    ...given('number', view.number),
    claimKind: view.claimKind,
    claimId: view.claimId,
    cause: view.cause,
    ...given('outageId', view.outageId),
    ...given('note', view.note || null),
    labId: view.labId,
    districtId: view.districtId,
    instrumentId: view.instrumentId,
    organisationId: view.organisationId,
    userId: view.userId,
    from: formatInstant(view.from),
    ...at('until', view.until),
    ...given('totalFen', view.totalFen),
    options: view.options.map(presentOption),
    deadline: formatInstant(view.deadline),
    defaultAction: view.defaultAction,
    ...given('defaultOptionIndex', view.defaultOption),
    ...given('outcome', view.outcome),
    ...given('newBookingId', view.newBookingId),
    ...at('resolvedAt', view.resolvedAt),
    ...given('resolvedBy', view.resolvedBy),
    instrument: { ...presentInstrument(view.instrument), classCode: view.instrument.classCode },
    lab: presentLab(view.lab),
    organisation: { name: name(view.organisation) },
    user: { displayName: view.displayName },
  };
}

/** The same for whoever holds its link. */
export function presentLinked(
  view: ConflictView,
  link: z.input<typeof linkedSchema>['link'],
): z.input<typeof linkedSchema> {
  const { id, status, number, cause, from, until, totalFen, options, deadline, defaultAction, ...rest } =
    presentConflict(view);
  const { defaultOptionIndex, outcome, instrument, lab } = rest;
  return {
    ...{ id, status, number, cause, from, until, totalFen, options, deadline, defaultAction },
    ...{ defaultOptionIndex, outcome, instrument, lab, link },
  };
}

function presentOption(option: ConflictOption): ConflictBody['options'][number] {
  return {
    kind: option.kind,
    labId: option.labId,
    instrumentId: option.instrumentId,
    from: formatInstant(option.from),
    until: formatInstant(option.until),
    priceDifferenceFen: option.priceDifferenceFen,
    totalFen: option.totalFen,
    holdUntil: formatInstant(option.holdUntil),
    ...given('distanceKm', option.distanceKm),
    instrument: presentInstrument(option.instrument),
    lab: presentLab(option.lab),
  };
}

/** An outage; the note and what it displaced are for people of the lab. */
export function presentOutage(view: OutageView): z.input<typeof outageSchema> {
  return {
    id: view.id,
    version: view.version,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    status: view.status,
    labId: view.labId,
    districtId: view.districtId,
    instrumentId: view.instrumentId,
    from: formatInstant(view.from),
    until: formatInstant(view.until),
    kind: view.kind,
    ...(view.isOwn ? { note: view.note, openConflicts: view.openConflicts } : {}),
    ...given('planId', view.planId),
    ...at('cancelledAt', view.cancelledAt),
    instrument: presentInstrument(view.instrument),
    lab: presentLab(view.lab),
  };
}

function presentInstrument(row: ConflictOption['instrument']): ConflictBody['options'][number]['instrument'] {
  return { name: name(row), model: row.model, zone: row.zone };
}

function presentLab(row: ConflictOption['lab']): ConflictBody['lab'] {
  return { name: name(row), city: row.city };
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
