import { loadOrganisation } from '@guanyi/db/identity/organisation-queries';
import { audit, markVerified } from '@guanyi/db/identity/store';
import { append } from '@guanyi/db/outbox';
import { checkUscc } from '@guanyi/domain/kernel/uscc';
import { type Command, done, refuse } from '../context.ts';

export interface VerificationRequest {
  organisationId: string;
  uscc?: string | undefined;
  override?: boolean | undefined;
  evidence?: string | undefined;
  isSme?: boolean | undefined;
  ifMatch: number | undefined;
}

/** An override must say enough that an auditor can follow it. */
const shortestEvidence = 5;

/**
 * Confirms that an organisation is who it says. A credit code that fails its check digits is accepted on evidence only,
 * and the evidence stays in the audit trail. Verifying again is for changing the code or the size class.
 */
export const verifyOrganisation: Command<VerificationRequest, { organisationId: string }> = async (
  tx,
  context,
  input,
) => {
  const organisation = await loadOrganisation(tx, input.organisationId);
  if (!organisation) return refuse('not-found');
  if (input.ifMatch !== undefined && input.ifMatch !== organisation.version) return refuse('version-mismatch');
  const changesSomething = input.uscc !== undefined || input.isSme !== undefined;
  if (organisation.status === 'verified' && !changesSomething) {
    return refuse('state-conflict', { details: { currentStatus: organisation.status } });
  }
  const uscc = input.uscc ?? organisation.uscc;
  const evidence = judgeCode(uscc, input, organisation.uscc === uscc ? organisation.overrideEvidence : null);
  if (typeof evidence === 'object' && evidence !== null) return evidence;
  const verification = { uscc, isSme: input.isSme ?? organisation.isSme, overrideEvidence: evidence };
  if (!(await markVerified(tx, organisation.id, verification, context.now))) {
    return refuse('already-exists', { errors: [{ pointer: '/uscc', code: 'already-exists' }] });
  }
  const entry = {
    actorUserId: context.reach.userId,
    organisationId: organisation.id,
    action: evidence === null ? 'organisation.verified' : 'organisation.overridden',
    subjectType: 'organisation',
    subjectId: organisation.id,
    details: { ...verification, usccBefore: organisation.uscc },
  };
  await audit(tx, entry, context.now);
  await append(tx, {
    name: 'organisation.verified',
    labId: null,
    aggregateId: organisation.id,
    payload: { organisationId: organisation.id },
    occurredAt: context.now,
  });
  return done({ organisationId: organisation.id });
};

/** @returns the evidence to keep, null when the code needs none, or a refusal. */
function judgeCode(uscc: string, input: VerificationRequest, earlierEvidence: string | null) {
  if (checkUscc(uscc).ok) return null;
  const errors = [{ pointer: '/uscc', code: 'invalid-uscc' }];
  // Even an override must fit the eighteen places that every other system expects.
  if (!/^[0-9A-Z]{18}$/.test(uscc)) return refuse('invalid-uscc', { errors });
  if (!input.override) return earlierEvidence ?? refuse('invalid-uscc', { errors });
  if ((input.evidence ?? '').length < shortestEvidence) {
    return refuse('evidence-required', { errors: [{ pointer: '/evidence', code: 'required' }] });
  }
  return input.evidence ?? null;
}
