import { useEffect, useState } from 'react';
import { now } from '../../app/clock.ts';
import type { ConditionState, Lending } from './lending-words.ts';
import type { Strokes } from './signature-pad.tsx';

export type Moment = 'handOver' | 'takeBack';
export type Party = 'lab' | 'customer';

export interface Signature {
  name: string;
  strokes: Strokes;
  /** The name stands for a drawn signature. */
  isTyped: boolean;
}

/** What is filled in beside the machine; it survives a locked phone. */
export interface HandingDraft {
  conditions: Readonly<Record<string, { state?: ConditionState; note?: string }>>;
  accessories: Readonly<Record<string, 'there' | 'missing'>>;
  meter: string;
  photoIds: readonly string[];
  signatures: Readonly<Record<Party, Signature>>;
  savedAt?: number;
}

function emptyDraft(names: Readonly<Record<Party, string>>): HandingDraft {
  const unsigned = (name: string): Signature => ({ name, strokes: [], isTyped: false });
  return {
    ...{ conditions: {}, accessories: {}, meter: '', photoIds: [] },
    signatures: { lab: unsigned(names.lab), customer: unsigned(names.customer) },
  };
}

/** The draft of one hand-over or take-back, kept in the browser until it is sent. */
export function useHandingDraft(lending: Lending, moment: Moment, names: Readonly<Record<Party, string>>) {
  const key = `guanyi.handing.${lending.id}.${moment}`;
  const [draft, setDraft] = useState<HandingDraft>(() => readDraft(key) ?? emptyDraft(names));
  useEffect(() => {
    if (draft.savedAt === undefined) return;
    try {
      localStorage.setItem(key, JSON.stringify(draft));
    } catch {
      // A full or forbidden storage costs only the comfort of going on later.
    }
  }, [key, draft]);
  return {
    draft,
    change: (part: Partial<HandingDraft>) => setDraft((before) => ({ ...before, ...part, savedAt: now() })),
    forget: () => localStorage.removeItem(key),
  };
}

function readDraft(key: string): HandingDraft | undefined {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as HandingDraft) : undefined;
  } catch {
    return undefined;
  }
}

/** One thing that is still to be done, by the id of its place on the page. */
export interface MissingStep {
  id: string;
  what: string;
}

export function isSigned({ name, strokes, isTyped }: Signature): boolean {
  return name.trim() !== '' && (isTyped || strokes.length > 0);
}

/** Something to look at: the name under which reports keep it, and the word for it in the reader's language. */
export interface HandingItem {
  readonly name: string;
  readonly label: string;
}

/** The body of the report; only for drafts in which nothing is missing. */
export function reportOf(draft: HandingDraft, items: readonly HandingItem[], accessories: readonly string[]) {
  const { lab, customer } = draft.signatures;
  const signature = (party: Party, { name, strokes }: Signature) => ({
    ...{ party, name: name.trim() },
    ...(strokes.length > 0 && { strokes: strokes.map((stroke) => [...stroke]) }),
  });
  return {
    conditions: items.map(({ name }) => {
      const { state = 'good', note = '' } = draft.conditions[name] ?? {};
      return { item: name, state, note };
    }),
    accessories: accessories.filter((name) => draft.accessories[name] === 'there'),
    ...(/^\d{1,9}$/.test(draft.meter) && { meterReading: Number(draft.meter) }),
    photoIds: [...draft.photoIds],
    signedBy: [lab.name.trim(), customer.name.trim()],
    signatures: [signature('lab', lab), signature('customer', customer)],
  };
}
