import type { Tx } from '@guanyi/db/client';
import { findProposedInstrument, findVerifiedOrganisation, type ProposedInstrument } from '@guanyi/db/equity/proposal';
import { findEquityRules, insertCase } from '@guanyi/db/equity/store';
import { append } from '@guanyi/db/outbox';
import { isSupervised } from '@guanyi/domain/catalogue/instrument';
import { judgeOffering } from '@guanyi/domain/catalogue/offering';
import { lapsesAt } from '@guanyi/domain/equity/terms';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { unitTypeOf } from '@guanyi/domain/kernel/uscc';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';

export interface Proposal {
  instrumentId: string;
  ventureName: string;
  purpose: { kind: string; text: string };
  /** The customer, for staff and for people who belong to more than one organisation. */
  onBehalfOf?: string | undefined;
}

/**
 * Proposes to take an instrument into a venture. Refused where the owner may not contribute at all
 * (`unit-type-not-allowed`, X6), where it is not offered while customs supervises it (`customs-supervised`, X4), where it is not
 * offered for equity (`mode-not-offered`) and where the offer no longer stands (`not-eligible`).
 */
export async function createEquityCase(
  tx: Tx,
  context: CommandContext,
  proposal: Proposal,
): Promise<Outcome<{ caseId: string }>> {
  const { reach, now } = context;
  if (reach.userId === undefined) throw new Error('A proposal needs a person.');
  const instrument = await findProposedInstrument(tx, proposal.instrumentId);
  if (!instrument) return refuse('not-found');
  const customer = await customerOf(tx, context, proposal, instrument);
  if (!customer.ok) return customer;
  const today = localDay(instrument.zone, now);
  const refusal = judgeProposal(instrument, today);
  if (refusal) return refusal;
  const rules = await findEquityRules(tx, today);
  const id = newId();
  const { labId, districtId } = instrument;
  const nothingYet = {
    approvedAt: null,
    feasibility: null,
    appraisalId: null,
    noticeText: null,
    noticePublishedAt: null,
  };
  const noDays = { noticeFirstDay: null, noticeLastDay: null, agreementFrom: null, firstDay: null, lastDay: null };
  await insertCase(
    tx,
    {
      ...nothingYet,
      ...noDays,
      ...{ id, labId, districtId, number: caseNumber(id, today), instrumentId: instrument.id },
      ...{ organisationId: customer.value, userId: reach.userId, ventureName: proposal.ventureName },
      ...{ purposeKind: proposal.purpose.kind, purposeText: proposal.purpose.text, status: 'intent' },
      ...{ lapsesAt: lapsesAt(now, instrument.zone, rules.idleMonths), ventureId: null },
      ...{ exitKind: null, instrumentReturns: null, considerationFen: null },
    },
    now,
  );
  const payload = { labId, caseId: id, verb: 'propose', status: 'intent', actorUserId: reach.userId };
  await append(tx, { name: 'equity.changed', labId, aggregateId: id, payload, occurredAt: now });
  return done({ caseId: id });
}

/** The customer in whose name a person may propose: an own organisation, or any for the staff of the instrument's lab or district. */
async function customerOf(
  tx: Tx,
  { reach }: CommandContext,
  { onBehalfOf }: Proposal,
  instrument: ProposedInstrument,
): Promise<Outcome<string>> {
  const isStaff = reach.labIds.includes(instrument.labId) || reach.districtIds.includes(instrument.districtId);
  if (onBehalfOf === undefined) {
    const [own] = reach.organisationIds;
    if (own !== undefined) return done(own);
    return isStaff
      ? refuse('organisation-required', { errors: [{ pointer: '/onBehalfOf', code: 'required' }] })
      : refuse('not-found');
  }
  if (reach.organisationIds.includes(onBehalfOf)) return done(onBehalfOf);
  const found = isStaff ? await findVerifiedOrganisation(tx, onBehalfOf) : undefined;
  return found ? done(onBehalfOf) : refuse('not-found');
}

function judgeProposal(instrument: ProposedInstrument, today: string): Refusal | undefined {
  const offered = instrument.eligibility;
  const refusal = judgeOffering(
    { mode: 'equity', forms: [], eligibility: { ...openEligibility, ...offered } },
    {
      isRetired: instrument.status === 'retired',
      isValueKnown: instrument.originalValueFen !== null,
      isBsl3: instrument.isBsl3,
      unitType: unitTypeOf(instrument.uscc),
    },
  );
  if (refusal) {
    const { code, rule, reference } = refusal;
    return refuse(code, {
      errors: [{ pointer: '/instrumentId', code }],
      details: { rule, ...(reference ? { reference } : {}) },
    });
  }
  if (offered !== null) return undefined;
  // What counts are the days of use (X4), and nobody knows them yet. Only where nothing is offered does today explain why.
  return isSupervised(instrument, today)
    ? refuse('customs-supervised', {
        errors: [{ pointer: '/instrumentId', code: 'customs-supervised' }],
        details: { rule: 'X4' },
      })
    : refuse('mode-not-offered');
}

/** Stands for the declarations of an offer that has not been made, so that the rules about unit and instrument speak first. */
const openEligibility = {
  project: '-',
  statutoryExclusive: false,
  secret: false,
  titleClear: true,
  condition: 'normal',
} as const;

/** The year and six letters from the random end of the id, without I, L, O and U, which are misread. */
export function caseNumber(id: string, day: string, prefix = 'EQ'): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let rest = Number.parseInt(id.slice(-8), 16);
  let letters = '';
  for (let i = 0; i < 6; i++) {
    letters = alphabet[rest % 32] + letters;
    rest = Math.floor(rest / 32);
  }
  return `${prefix}-${day.slice(0, 4)}-${letters}`;
}
