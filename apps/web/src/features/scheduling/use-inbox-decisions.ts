import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Booking } from './booking-facts.ts';
import { decide } from './decide.ts';
import type { Verdict } from './pending-decisions.ts';

interface InboxState {
  shown: readonly Booking[];
  currentId: string | undefined;
  verdicts: ReadonlyMap<string, Verdict>;
  open: (bookingId: string | undefined) => void;
}

/** Selection, reasons and decisions of the inbox. Keys and buttons act on the selection, or on the open request when nothing is selected. */
export function useInboxDecisions({ shown, currentId, verdicts, open }: InboxState) {
  const queryClient = useQueryClient();
  const field = useRef<HTMLTextAreaElement>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const [missingFor, setMissingFor] = useState<string>();
  const [declining, setDeclining] = useState<readonly Booking[]>();
  const undecided = shown.filter(({ id, status }) => status === 'pendingApproval' && !verdicts.has(id));
  const selected = undecided.filter(({ id }) => marked.has(id));
  const current = undecided.find(({ id }) => id === currentId);

  const select = (bookingId: string, isSelected: boolean) =>
    setMarked((before) => {
      const next = new Set(before);
      if (isSelected) next.add(bookingId);
      else next.delete(bookingId);
      return next;
    });
  const finish = (bookings: readonly Booking[], verdict: Verdict, reason: string) => {
    decide(queryClient, bookings, verdict, reason);
    const done = new Set(bookings.map(({ id }) => id));
    setMarked(new Set());
    const index = shown.findIndex(({ id }) => id === currentId);
    const rest = [...shown.slice(index + 1), ...shown.slice(0, Math.max(0, index))];
    const next = rest.find(({ id }) => undecided.some((other) => other.id === id) && !done.has(id));
    if (currentId && done.has(currentId) && next) open(next.id);
  };
  const decideOne = (booking: Booking, verdict: Verdict) => {
    const reason = (reasons[booking.id] ?? '').trim();
    if (verdict === 'decline' && !reason) {
      setMissingFor(booking.id);
      field.current?.focus();
      return;
    }
    finish([booking], verdict, reason);
  };
  return {
    selected,
    declining,
    select,
    isSelected: (bookingId: string) => marked.has(bookingId),
    clear: () => setMarked(new Set()),
    toggleCurrent: () => {
      if (current) select(current.id, !marked.has(current.id));
    },
    act: (verdict: Verdict) => {
      if (selected.length > 0 && verdict === 'decline') setDeclining(selected);
      else if (selected.length > 0) finish(selected, verdict, '');
      else if (current) decideOne(current, verdict);
    },
    stopDeclining: () => setDeclining(undefined),
    declineSelected: (reason: string) => {
      setDeclining(undefined);
      if (declining) finish(declining, 'decline', reason);
    },
    form: {
      field,
      reason: (currentId && reasons[currentId]) || '',
      isMissing: missingFor !== undefined && missingFor === currentId,
      onReason: (reason: string) => {
        setMissingFor(undefined);
        if (currentId) setReasons({ ...reasons, [currentId]: reason });
      },
      onDecide: decideOne,
      onLeave: () => document.querySelector<HTMLElement>(`[data-booking="${currentId}"] .item-link`)?.focus(),
    },
  };
}
