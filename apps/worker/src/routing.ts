import { type EventName, eventVersions } from '@guanyi/events/events';
import { tellApproval } from './handlers/approvals/tell-approval.ts';
import { tellFiling } from './handlers/approvals/tell-filing.ts';
import { chargeNoShow } from './handlers/billing/charge-no-show.ts';
import { rateUsage } from './handlers/billing/rate-usage.ts';
import { runUsageImport } from './handlers/billing/run-usage-import.ts';
import { tellCharge } from './handlers/billing/tell-charge.ts';
import { tellUsage } from './handlers/billing/tell-usage.ts';
import { runImport } from './handlers/catalogue/run-import.ts';
import { tellEquity } from './handlers/equity/tell-equity.ts';
import { tellInvitation } from './handlers/identity/tell-invitation.ts';
import { tellRegistration } from './handlers/identity/tell-registration.ts';
import { tellVerification } from './handlers/identity/tell-verification.ts';
import { tellLending } from './handlers/lending/tell-lending.ts';
import { runBankImport } from './handlers/payments/run-bank-import.ts';
import { tellOverdue } from './handlers/payments/tell-overdue.ts';
import { acceptAutomatically } from './handlers/scheduling/accept-automatically.ts';
import { closeConflict } from './handlers/scheduling/close-conflict.ts';
import { countStrike } from './handlers/scheduling/count-strike.ts';
import { followRules } from './handlers/scheduling/follow-rules.ts';
import { offerAfter, offerFreedTime } from './handlers/scheduling/offer-freed-time.ts';
import { offerOptions } from './handlers/scheduling/offer-options.ts';
import { renewBoard } from './handlers/scheduling/renew-board.ts';
import { runOutageImport } from './handlers/scheduling/run-outage-import.ts';
import { tellBooking } from './handlers/scheduling/tell-booking.ts';
import { tellBreakdown } from './handlers/scheduling/tell-breakdown.ts';
import { tellCalibration } from './handlers/scheduling/tell-calibration.ts';
import { tellConflict } from './handlers/scheduling/tell-conflict.ts';
import { tellOverrun } from './handlers/scheduling/tell-overrun.ts';
import { tellSuspension } from './handlers/scheduling/tell-suspension.ts';
import { tellWaitlist } from './handlers/scheduling/tell-waitlist.ts';
import { warnNext } from './handlers/scheduling/warn-next.ts';
import { runStatements } from './handlers/statements/run-statements.ts';
import { tellStatement } from './handlers/statements/tell-statement.ts';
import type { Route, Routing } from './reaction.ts';

const usage = [{ handler: 'tell-usage', reaction: tellUsage, queue: 'notices', attempts: 5, isQuick: true }] as const;
const booking = [
  { handler: 'tell-booking', reaction: tellBooking, queue: 'notices', attempts: 5, isQuick: true },
] as const;

/** A booking went its own way: a conflict that it may have is over. */
const goneItsWay = [
  ...booking,
  { handler: 'close-conflict', reaction: closeConflict, queue: 'notices', attempts: 5 },
] as const;

/** It also gave time back, for which somebody may wait. */
const gaveTimeBack = [
  ...goneItsWay,
  { handler: 'offer-after', reaction: offerAfter, queue: 'notices', attempts: 5 },
] as const;

const turn = { handler: 'tell-waitlist', reaction: tellWaitlist, queue: 'notices', attempts: 5 } as const;
const next = { handler: 'offer-freed-time', reaction: offerFreedTime, queue: 'notices', attempts: 5 } as const;

const conflict = [{ handler: 'tell-conflict', reaction: tellConflict, queue: 'notices', attempts: 5 }] as const;

const board = [{ handler: 'renew-board', reaction: renewBoard, queue: 'notices', attempts: 5 }] as const;

const breakdown = [{ handler: 'tell-breakdown', reaction: tellBreakdown, queue: 'notices', attempts: 5 }] as const;
const approval = [{ handler: 'tell-approval', reaction: tellApproval, queue: 'notices', attempts: 5 }] as const;

const suspension = [{ handler: 'tell-suspension', reaction: tellSuspension, queue: 'notices', attempts: 5 }] as const;

const statement = [{ handler: 'tell-statement', reaction: tellStatement, queue: 'notices', attempts: 5 }] as const;

/** What follows from what: the one table of reactions. An event that nobody reacts to has an empty list, and says so here. */
export const routing: Routing = {
  'booking.requested': booking,
  'booking.confirmed': booking,
  'booking.declined': gaveTimeBack,
  'booking.cancelled': gaveTimeBack,
  'booking.expired': gaveTimeBack,
  'booking.started': goneItsWay,
  'booking.completed': gaveTimeBack,
  'outage.announced': board,
  'outage.cancelled': board,
  'conflict.opened': [{ handler: 'offer-options', reaction: offerOptions, queue: 'notices', attempts: 5 }],
  'conflict.offered': conflict,
  'conflict.resolved': conflict,
  'conflict.escalated': conflict,
  'bookingRules.changed': [{ handler: 'follow-rules', reaction: followRules, queue: 'notices', attempts: 5 }],
  'breakdown.reported': breakdown,
  'breakdown.decided': breakdown,
  'calibration.due': [{ handler: 'tell-calibration', reaction: tellCalibration, queue: 'notices', attempts: 5 }],
  'booking.noShow': [
    ...gaveTimeBack,
    { handler: 'charge-no-show', reaction: chargeNoShow, queue: 'billing', attempts: 5 },
    { handler: 'count-strike', reaction: countStrike, queue: 'notices', attempts: 5 },
  ],
  'booking.rescheduled': gaveTimeBack,
  'booking.transferred': booking,
  'booking.unended': gaveTimeBack,
  'booking.overrun': [
    { handler: 'tell-overrun', reaction: tellOverrun, queue: 'notices', attempts: 5 },
    { handler: 'warn-next', reaction: warnNext, queue: 'notices', attempts: 5 },
  ],
  'waitlist.joined': [next, ...board],
  'waitlist.offered': [
    turn,
    ...board,
    { handler: 'accept-automatically', reaction: acceptAutomatically, queue: 'notices', attempts: 5 },
  ],
  'waitlist.accepted': [turn, ...board],
  'waitlist.lapsed': [turn, next, ...board],
  'waitlist.left': [next, ...board],
  'suspension.started': suspension,
  'suspension.appealed': suspension,
  'suspension.decided': suspension,
  'usage.recorded': [{ handler: 'rate-usage', reaction: rateUsage, queue: 'billing', attempts: 5 }],
  'usage.problem': usage,
  'usage.disputed': usage,
  'usage.resolved': usage,
  'charge.created': [{ handler: 'tell-charge', reaction: tellCharge, queue: 'notices', attempts: 5, isQuick: true }],
  'lending.changed': [{ handler: 'tell-lending', reaction: tellLending, queue: 'notices', attempts: 5 }],
  'approval.opened': approval,
  'approval.returned': approval,
  'approval.escalated': approval,
  'filing.due': [{ handler: 'tell-filing', reaction: tellFiling, queue: 'notices', attempts: 5 }],
  'organisation.registered': [
    { handler: 'tell-registration', reaction: tellRegistration, queue: 'notices', attempts: 5 },
  ],
  'organisation.verified': [
    { handler: 'tell-verification', reaction: tellVerification, queue: 'notices', attempts: 5 },
  ],
  'member.invited': [{ handler: 'tell-invitation', reaction: tellInvitation, queue: 'notices', attempts: 5 }],
  'equity.changed': [{ handler: 'tell-equity', reaction: tellEquity, queue: 'notices', attempts: 5 }],
  'import.requested': [{ handler: 'run-import', reaction: runImport, queue: 'imports', attempts: 5 }],
  'outageImport.requested': [
    { handler: 'run-outage-import', reaction: runOutageImport, queue: 'imports', attempts: 5 },
  ],
  'usageImport.requested': [{ handler: 'run-usage-import', reaction: runUsageImport, queue: 'imports', attempts: 5 }],
  'bankImport.requested': [{ handler: 'run-bank-import', reaction: runBankImport, queue: 'imports', attempts: 5 }],
  'payment.overdue': [{ handler: 'tell-overdue', reaction: tellOverdue, queue: 'notices', attempts: 5 }],
  'statements.requested': [{ handler: 'run-statements', reaction: runStatements, queue: 'imports', attempts: 5 }],
  'statement.issued': statement,
  'creditNote.created': statement,
};

/**
 * Refuses a table with a gap, so that a worker that would leave an event lying does not start at all.
 * @throws Error naming the events without an entry and the handlers that occur twice for one event.
 */
export function checkRouting(table: Partial<Routing>, events: readonly string[] = Object.keys(eventVersions)): void {
  const missing = events.filter((name) => !table[name as EventName]);
  if (missing.length > 0) throw new Error(`No route for: ${missing.join(', ')}.`);
  for (const [name, routes] of Object.entries(table) as [string, readonly Route[]][]) {
    const handlers = routes.map((route) => route.handler);
    if (new Set(handlers).size < handlers.length) throw new Error(`A handler occurs twice for ${name}.`);
    const odd = handlers.find((handler) => handler.includes(':'));
    if (odd) throw new Error(`The handler name ${odd} is not possible: job ids may not contain a colon.`);
  }
}
