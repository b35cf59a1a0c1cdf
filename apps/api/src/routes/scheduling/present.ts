import type { Held } from '@guanyi/commands/scheduling/create-hold';
import type { Quoted } from '@guanyi/commands/scheduling/create-quote';
import type {
  booking as bookingSchema,
  hold as holdSchema,
  quote as quoteSchema,
  refusedStretch,
} from '@guanyi/contracts/scheduling/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { BookingView } from '@guanyi/db/scheduling/booking-queries';
import { statusAt } from '@guanyi/domain/scheduling/booking';
import type { RefusedStretch } from '@guanyi/domain/scheduling/judge';
import type { z } from 'zod';
import type { Locale } from '../../locale.ts';
import { presentLine } from '../billing/present.ts';

type BookingBody = z.input<typeof bookingSchema>;

/** A booking as clients see it. A request whose time has passed reads `expired` even before the sweeper has come by. */
export function presentBooking(view: BookingView, now: number): BookingBody {
  const at = <K extends string>(key: K, instant: number | null) =>
    given(key, instant === null ? null : formatInstant(instant));
  return {
    id: view.id,
    version: view.version,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    number: view.number,
    status: statusAt(view, now),
    instrumentId: view.instrumentId,
    labId: view.labId,
    districtId: view.districtId,
    organisationId: view.organisationId,
    userId: view.userId,
    form: view.form as BookingBody['form'],
    from: formatInstant(view.from),
    until: formatInstant(view.until),
    purpose: { kind: view.purposeKind as BookingBody['purpose']['kind'], text: view.purposeText },
    ...given('projectCode', view.projectCode),
    sealed: view.sealed,
    serviceWay: view.serviceWay as BookingBody['serviceWay'],
    ...given('quoteId', view.quoteId),
    quotedSubtotalFen: view.quotedSubtotalFen,
    quotedTaxFen: view.quotedTaxFen,
    quotedTotalFen: view.quotedTotalFen,
    pricePolicyId: view.pricePolicyId,
    priceGroup: view.priceGroup as BookingBody['priceGroup'],
    ...at('approvalDeadline', view.approvalDeadline),
    ...at('checkedInAt', view.checkedInAt),
    ...at('checkedOutAt', view.checkedOutAt),
    ...given('decisionReason', view.decisionReason),
    ...given('cancellationFeeFen', view.cancellationFeeFen),
    ...given('seriesId', view.seriesId),
    ...at('noShowAt', view.status === 'confirmed' ? view.noShowAt : null),
    history: view.history.map(presentStep),
    ...presentParties(view),
  };
}

function presentStep(step: BookingView['history'][number]): BookingBody['history'][number] {
  return {
    at: new Date(step.at).toISOString(),
    action: step.action,
    ...given('fromStatus', step.fromStatus),
    toStatus: step.toStatus,
    ...(step.userId && step.displayName ? { actor: { userId: step.userId, displayName: step.displayName } } : {}),
    ...given('reason', step.reason),
  };
}

function presentParties(view: BookingView): Pick<BookingBody, 'instrument' | 'organisation' | 'user'> {
  const { instrument, lab, organisation } = view;
  return {
    instrument: {
      id: view.instrumentId,
      name: name(instrument),
      model: instrument.model,
      classCode: instrument.classCode,
      zone: instrument.zone,
      ...given('location', instrument.location),
      lab: { id: view.labId, name: name(lab), city: lab.city },
    },
    organisation: {
      id: view.organisationId,
      name: name(organisation),
      kind: organisation.kind as BookingBody['organisation']['kind'],
    },
    user: { id: view.userId, displayName: view.displayName },
  };
}

export function presentStretch({ code, from, until }: RefusedStretch): z.input<typeof refusedStretch> {
  return { code, from: formatInstant(from), until: formatInstant(until) };
}

export function presentQuote(
  { quote, approval, cancellation, refusals, notices }: Quoted,
  locale: Locale,
): z.input<typeof quoteSchema> {
  return {
    id: quote.id,
    version: 1,
    createdAt: formatInstant(quote.createdAt),
    updatedAt: formatInstant(quote.createdAt),
    instrumentId: quote.instrumentId,
    form: quote.form,
    from: formatInstant(quote.from),
    until: formatInstant(quote.until),
    serviceWay: quote.serviceWay,
    priceGroup: quote.priceGroup,
    lines: quote.lines.map((line) => presentLine(line, locale)),
    subtotalFen: quote.subtotalFen,
    taxFen: quote.taxFen,
    totalFen: quote.totalFen,
    pricePolicyId: quote.pricePolicyId,
    expiresAt: formatInstant(quote.expiresAt),
    approval,
    cancellation: { freeUntil: formatInstant(cancellation.freeUntil), feeFen: cancellation.feeFen },
    refusals: refusals.map(presentStretch),
    notices,
  };
}

export function presentHold(hold: Held): z.input<typeof holdSchema> {
  return {
    id: hold.id,
    version: 1,
    createdAt: formatInstant(hold.createdAt),
    updatedAt: formatInstant(hold.createdAt),
    status: 'active',
    instrumentId: hold.instrumentId,
    from: formatInstant(hold.from),
    until: formatInstant(hold.until),
    releaseAt: formatInstant(hold.releaseAt),
  };
}

function name(row: { nameZh: string; nameEn: string | null }): { zh: string; en?: string } {
  return { zh: row.nameZh, ...given('en', row.nameEn) };
}

function given<K extends string, V>(key: K, value: V | null): { [P in K]?: V } {
  return value === null ? {} : ({ [key]: value } as { [P in K]: V });
}
