import { findQuote } from '@guanyi/db/billing/quotes';
import type { Tx } from '@guanyi/db/client';
import { insertBooking, type NewBooking } from '@guanyi/db/scheduling/bookings';
import { findHoldForUpdate, releaseClaim } from '@guanyi/db/scheduling/claims';
import { findInstrumentFacts, type InstrumentFacts } from '@guanyi/db/scheduling/facts';
import type { PricedCustomer, ServiceWay } from '@guanyi/domain/billing/price-policy';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { HOUR_MS, type Window } from '@guanyi/domain/kernel/window';
import { footprint } from '@guanyi/domain/scheduling/booking-rules';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { customerOf } from './customer.ts';
import { judgeForm, judgePurpose, judgeTime } from './judge-request.ts';
import { type Price, priceRequest } from './price-request.ts';
import { takeSlot } from './take-slot.ts';

/** A lab has this long to decide, or until the start if that is sooner; then the request lapses and the slot is free. */
const approvalHours = 48;

export interface BookingRequest extends Window {
  instrumentId: string;
  purpose: { kind: string; text: string };
  projectCode?: string | undefined;
  quoteId?: string | undefined;
  holdId?: string | undefined;
  serviceWay?: ServiceWay | undefined;
  onBehalfOf?: string | undefined;
}

/**
 * Books machine time: the slot is occupied at once, as a request or confirmed, by policy of the offering.
 * What is judged here can only refuse; that two bookings never overlap is the database's doing.
 */
export async function createBooking(
  tx: Tx,
  context: CommandContext,
  request: BookingRequest,
): Promise<Outcome<{ bookingId: string }>> {
  const { userId } = context.reach;
  if (userId === undefined) throw new Error('A booking needs a person.');
  if (request.until <= request.from) return refuse('invalid-window');
  const facts = await findInstrumentFacts(tx, request.instrumentId, request);
  if (!facts) return refuse('not-found');
  const refusal =
    judgeForm(facts, 'machineTime') ??
    judgeTime(facts, request, context.now) ??
    judgePurpose(facts, request, request.purpose.kind);
  if (refusal) return refusal;
  const customer = await customerOf(tx, context, request.onBehalfOf);
  if (!customer.ok) return customer;
  const price = await agreedPrice(tx, context, facts, request, customer.value);
  if (!price.ok) return price;
  const taken = await giveHoldBack(tx, context, facts, request.holdId);
  if (taken) return taken;
  const booking = newBooking(context, facts, request, customer.value.organisationId, userId, price.value);
  const claimed = footprint(facts.rules!, request);
  const conflict = await takeSlot(tx, facts, { window: request, footprint: claimed, now: context.now, userId }, () =>
    insertBooking(tx, claimOf(booking, claimed), booking, {
      action: 'request',
      at: context.now,
      actorUserId: userId,
      fromStatus: null,
      reason: null,
      event: booking.status === 'confirmed' ? 'booking.confirmed' : 'booking.requested',
    }),
  );
  return conflict ?? done({ bookingId: booking.id });
}

/** The price now; a quote that the customer relies on must still say the same. */
async function agreedPrice(
  tx: Tx,
  context: CommandContext,
  facts: InstrumentFacts,
  request: BookingRequest,
  customer: PricedCustomer,
): Promise<Outcome<Price>> {
  const quote = request.quoteId === undefined ? undefined : await findQuote(tx, request.quoteId);
  if (request.quoteId !== undefined) {
    if (
      !quote ||
      (quote.userId !== null &&
        quote.userId !== context.reach.userId &&
        quote.organisationId !== customer.organisationId)
    ) {
      return refuse('not-found');
    }
    const isSame =
      quote.instrumentId === facts.id &&
      quote.from === request.from &&
      quote.until === request.until &&
      quote.form === 'machineTime';
    if (!isSame || (request.serviceWay !== undefined && request.serviceWay !== quote.serviceWay))
      return refuse('quote-mismatch');
    if (context.now >= quote.expiresAt) return refuse('quote-expired');
  }
  const serviceWay = request.serviceWay ?? quote?.serviceWay ?? 'selfOperated';
  const price = await priceRequest(tx, facts, { customer, form: 'machineTime', window: request, serviceWay });
  if (
    price.ok &&
    quote &&
    (price.value.policy.id !== quote.pricePolicyId || price.value.rating.totalFen !== quote.totalFen)
  ) {
    return refuse('price-changed', { details: { totalFen: price.value.rating.totalFen } });
  }
  return price;
}

/** A hold has done its work once the booking is made; a lapsed one is simply not there any more. */
async function giveHoldBack(
  tx: Tx,
  context: CommandContext,
  facts: InstrumentFacts,
  holdId: string | undefined,
): Promise<Refusal | undefined> {
  if (holdId === undefined) return undefined;
  const hold = await findHoldForUpdate(tx, holdId);
  if (!hold || hold.userId !== context.reach.userId) return refuse('not-found');
  if (hold.instrumentId !== facts.id) return refuse('hold-mismatch');
  if (hold.isActive) await releaseClaim(tx, hold.labId, hold.id);
  return undefined;
}

function newBooking(
  context: CommandContext,
  facts: InstrumentFacts,
  request: BookingRequest,
  organisationId: string,
  userId: string,
  price: Price,
): NewBooking {
  const id = newId();
  const isAutomatic = facts.rent?.approval === 'auto';
  return {
    id,
    labId: facts.labId,
    number: bookingNumber(id, localDay(facts.zone, context.now)),
    instrumentId: facts.id,
    districtId: facts.districtId,
    organisationId,
    userId,
    status: isAutomatic ? 'confirmed' : 'pendingApproval',
    from: request.from,
    until: request.until,
    purposeKind: request.purpose.kind,
    purposeText: request.purpose.text,
    projectCode: request.projectCode ?? null,
    serviceWay: price.serviceWay,
    quoteId: request.quoteId ?? null,
    pricePolicyId: price.policy.id,
    priceGroup: price.priceGroup,
    quotedSubtotalFen: price.rating.subtotalFen,
    quotedTaxFen: price.rating.taxFen,
    quotedTotalFen: price.rating.totalFen,
    approvalDeadline: isAutomatic ? null : Math.min(request.from, context.now + approvalHours * HOUR_MS),
    createdAt: context.now,
  };
}

function claimOf(booking: NewBooking, claimed: Window) {
  return {
    id: newId(),
    labId: booking.labId,
    instrumentId: booking.instrumentId,
    ...claimed,
    kind: 'booking' as const,
    claimId: booking.id,
    organisationId: booking.organisationId,
    userId: booking.userId,
    expiresAt: booking.approvalDeadline,
    createdAt: booking.createdAt,
  };
}

/** The day and six letters from the random end of the id, without I, L, O and U, which are misread. */
function bookingNumber(id: string, day: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let rest = Number.parseInt(id.slice(-8), 16);
  let letters = '';
  for (let i = 0; i < 6; i++) {
    letters = alphabet[rest % 32] + letters;
    rest = Math.floor(rest / 32);
  }
  return `BK-${day.slice(2).replaceAll('-', '')}-${letters}`;
}
