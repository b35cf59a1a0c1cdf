import { insertFiling } from '@guanyi/db/approvals/filings';
import type { Tx } from '@guanyi/db/client';
import { loadWorkCalendar } from '@guanyi/db/scheduling/facts';
import { localDay, startOfDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import { addWorkingDays } from '@guanyi/domain/kernel/working-days';
import { newId } from '@guanyi/platform/ids';
import type { CommandContext } from '../context.ts';
import type { EndedChain } from './follows.ts';

/** People are reminded so many working days before the last day. */
const remindedDaysBefore = 3;

export interface FiledSubject {
  type: 'loan' | 'lease' | 'equityCase';
  number: string;
  instrumentId: string;
  zone: string;
}

/** What an approved disposal owes now: to be filed within the working days that its policy names. Nothing where it names none. */
export async function openFiling(
  tx: Tx,
  { now }: CommandContext,
  chain: EndedChain,
  subject: FiledSubject,
): Promise<void> {
  const { filingWorkingDays } = chain;
  if (filingWorkingDays === null) return;
  const calendar = await loadWorkCalendar(tx, { from: now, until: now + (2 * filingWorkingDays + 31) * DAY_MS });
  const today = localDay(subject.zone, now);
  const dueOn = addWorkingDays(calendar, today, filingWorkingDays).day;
  const remindOn = addWorkingDays(calendar, today, Math.max(0, filingWorkingDays - remindedDaysBefore)).day;
  await insertFiling(tx, {
    ...{ labId: chain.labId, id: newId(), chainId: chain.id, districtId: chain.districtId },
    ...{ organisationId: chain.organisationId, subjectType: subject.type, subjectId: chain.subjectId },
    ...{ subjectNumber: subject.number, instrumentId: subject.instrumentId, zone: subject.zone, dueOn },
    remindAt: startOfDay(subject.zone, remindOn),
    createdAt: now,
  });
}
