import type { Operations } from '@guanyi/contracts/operations';
import type { PurposeKind } from '../../ui/vocabulary.ts';

/** What a booker has filled in so far. Survives going back, reloading and a login in between. */
export interface BookingDraft {
  purposeKind: PurposeKind | '';
  purposeText: string;
  projectCode: string;
  samples: string;
  /** The customer organisation, where the person could book for several. */
  organisationId: string;
}

export type Hold = Operations['createHold']['output'];

const emptyDraft: BookingDraft = {
  purposeKind: '',
  purposeText: '',
  projectCode: '',
  samples: '',
  organisationId: '',
};

function load(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function save(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The draft then lives as long as the page.
  }
}

const draftKey = (instrumentId: string) => `guanyi.draft.${instrumentId}`;
const holdKey = (instrumentId: string) => `guanyi.hold.${instrumentId}`;

export function loadDraft(instrumentId: string): BookingDraft {
  const saved = load(draftKey(instrumentId));
  return saved && typeof saved === 'object' ? { ...emptyDraft, ...saved } : emptyDraft;
}

export function saveDraft(instrumentId: string, draft: BookingDraft | undefined): void {
  save(draftKey(instrumentId), draft);
}

/** The hold that this tab has on the instrument, while it lasts. */
export function ownHold(instrumentId: string, now: number): Hold | undefined {
  const saved = load(holdKey(instrumentId)) as Hold | null;
  return saved && Date.parse(saved.releaseAt) > now ? saved : undefined;
}

/** Whether a hold is on exactly this window. */
export function holdsWindow(hold: Hold | undefined, window: { from: number; until: number } | undefined): boolean {
  return Boolean(hold && window && Date.parse(hold.from) === window.from && Date.parse(hold.until) === window.until);
}

export function saveHold(instrumentId: string, hold: Hold | undefined): void {
  save(holdKey(instrumentId), hold);
}
