import { contains, intersect, mergeWindows, overlaps, subtract, type Window } from '@guanyi/domain/kernel/window';

const minute = 60_000;
export const buffers = { setupMinutes: 15, teardownMinutes: 30 };
/** Nobody came by then: the booking is over. */
export const noShowMinutes = 30;
const approvalMs = 48 * 60 * minute;
const mostHolds = 5;
const mostOffers = 3;

/** A claim as a person would keep it on paper: who has which stretch, and until when it counts without a decision. */
export interface Entry extends Booked {
  kind: 'hold' | 'pending' | 'confirmed' | 'inUse' | 'over';
  owner: number;
  id: string;
  lapsesAt: number;
  /** The outage that its conflict is about. */
  conflictOf: string | null;
  /** Its conflict waits for a person, as the use had begun. */
  isEscalated: boolean;
}

/** Somebody who waits. */
export interface Wish {
  id: string;
  owner: number;
  from: number;
  until: number;
  minutes: number;
  status: 'waiting' | 'offered' | 'accepted' | 'lapsed' | 'left';
  offer: { start: number; end: number; until: number } | null;
}

/** The booked time itself. */
export interface Booked {
  start: number;
  end: number;
}

interface Outage extends Window {
  id: string;
}

export const footprintOf = ({ start, end }: Booked): Window => ({
  from: start - buffers.setupMinutes * minute,
  until: end + buffers.teardownMinutes * minute,
});

/** One instrument on paper. Claims never overlap one another; outages lie over them and hide what they cover. */
export class Paper {
  readonly entries: Entry[] = [];
  readonly wishes: Wish[] = [];
  readonly outages: Outage[] = [];
  /** What is left of uses that have ended, and of outages that were called off. */
  readonly #left: Window[] = [];
  readonly #isOpen: (window: Window) => boolean;
  #now = 0;

  constructor(isOpen: (window: Window) => boolean) {
    this.#isOpen = isOpen;
  }

  at(instant: number): void {
    this.#now = instant;
  }

  counts(entry: Entry): boolean {
    return entry.kind !== 'over' && this.#now < entry.lapsesAt;
  }

  statusOf(wish: Wish): Wish['status'] {
    if (wish.status === 'offered' && !this.#hasOffer(wish)) return 'lapsed';
    return wish.status === 'waiting' && wish.until - wish.minutes * minute < this.#now ? 'lapsed' : wish.status;
  }

  #hasOffer(wish: Wish): boolean {
    return wish.status === 'offered' && wish.offer !== null && this.#now < wish.offer.until;
  }

  #claimed(except: readonly Entry[] = []): Window[] {
    return [
      ...this.entries.filter((entry) => this.counts(entry) && !except.includes(entry)).map(footprintOf),
      ...this.wishes.flatMap((wish) => (this.#hasOffer(wish) && wish.offer ? [footprintOf(wish.offer)] : [])),
      ...this.#left,
    ];
  }

  #isFree(booked: Booked, except: readonly Entry[] = []): boolean {
    return ![...this.#claimed(except), ...this.outages].some((taken) => overlaps(taken, footprintOf(booked)));
  }

  #ownHolds(owner: number): Entry[] {
    return this.entries.filter((entry) => entry.kind === 'hold' && entry.owner === owner);
  }

  /** Whatever gave way to something new: own holds, and everything that had lapsed in the same place. */
  #clear(booked: Booked, except?: Entry): void {
    for (const entry of this.entries)
      if (entry !== except && overlaps(footprintOf(entry), footprintOf(booked))) entry.kind = 'over';
  }

  /** Whether a booking or hold of the owner would be granted there. */
  mayTake(owner: number, booked: Booked): boolean {
    return this.#isFree(booked, this.#ownHolds(owner));
  }

  mayHold(owner: number): boolean {
    return this.#ownHolds(owner).filter((hold) => this.counts(hold)).length < mostHolds;
  }

  take(kind: 'hold' | 'pending', owner: number, id: string, { start, end }: Booked): void {
    this.#clear({ start, end });
    const lapsesAt = kind === 'hold' ? this.#now + 10 * minute : Math.min(start, this.#now + approvalMs);
    this.entries.push({ kind, owner, id, start, end, lapsesAt, conflictOf: null, isEscalated: false });
  }

  mayMove(entry: Entry, booked: Booked): boolean {
    const isAhead = (entry.kind === 'pending' || entry.kind === 'confirmed') && this.#now < entry.start;
    return isAhead && this.counts(entry) && this.#isFree(booked, [entry, ...this.#ownHolds(entry.owner)]);
  }

  move(entry: Entry, booked: Booked): void {
    this.#clear(booked, entry);
    Object.assign(entry, booked, { conflictOf: null });
    entry.lapsesAt = entry.kind === 'pending' ? Math.min(booked.start, this.#now + approvalMs) : noShowAt(entry);
  }

  approve(entry: Entry): void {
    entry.kind = 'confirmed';
    entry.lapsesAt = entry.conflictOf === null ? noShowAt(entry) : Number.POSITIVE_INFINITY;
  }

  /** Uses whose booked time is over, and that nobody checked out, are closed; their footprints stay. */
  checkIn(entry: Entry): void {
    entry.kind = 'inUse';
    entry.lapsesAt = Number.POSITIVE_INFINITY;
    for (const other of this.entries) {
      if (other === entry || other.kind !== 'inUse' || other.end > this.#now) continue;
      this.#left.push(footprintOf(other));
      other.kind = 'over';
    }
  }

  /** After check-out only the tear-down still occupies; what an outage covers is given up. */
  checkOut(entry: Entry): void {
    const until = this.#now + buffers.teardownMinutes * minute;
    for (const piece of subtract([footprintOf(entry)], this.outages))
      if (piece.from < until) this.#left.push({ from: piece.from, until: Math.min(piece.until, until) });
    entry.kind = 'over';
  }

  breakDown(outage: Outage): void {
    for (const entry of this.entries) this.#giveWay(entry, outage);
    for (const wish of this.wishes) {
      if (!this.#hasOffer(wish) || !wish.offer || !overlaps(footprintOf(wish.offer), outage)) continue;
      Object.assign(wish, { status: 'waiting', offer: null });
    }
    this.outages.push(outage);
  }

  #giveWay(entry: Entry, outage: Outage): void {
    const shown = subtract([footprintOf(entry)], this.outages);
    if (entry.kind === 'over' || !shown.some((piece) => overlaps(piece, outage))) return;
    if (!this.counts(entry) || entry.kind === 'hold') {
      entry.kind = 'over';
      return;
    }
    if (entry.conflictOf === null) entry.isEscalated = entry.kind === 'inUse';
    entry.conflictOf ??= outage.id;
    if (entry.kind === 'confirmed') entry.lapsesAt = Number.POSITIVE_INFINITY;
  }

  callOff(outage: Outage): void {
    this.outages.splice(this.outages.indexOf(outage), 1);
    if (outage.from < this.#now) this.#left.push({ from: outage.from, until: Math.min(outage.until, this.#now) });
    for (const entry of this.entries) {
      if (entry.conflictOf !== outage.id || entry.kind === 'over') continue;
      const next = this.#hiddenBy(entry);
      if (next) entry.conflictOf = next.id;
      else if (!entry.isEscalated && entry.kind !== 'inUse' && entry.start <= this.#now) entry.kind = 'over';
      else {
        entry.conflictOf = null;
        if (entry.kind === 'confirmed') entry.lapsesAt = noShowAt(entry);
      }
    }
  }

  #hiddenBy(entry: Entry): Outage | undefined {
    const ahead = intersect(footprintOf(entry), { from: this.#now, until: Number.POSITIVE_INFINITY });
    return ahead ? this.outages.find((outage) => overlaps(outage, ahead)) : undefined;
  }

  mayJoin(owner: number, { from, until, minutes }: Pick<Wish, 'from' | 'until' | 'minutes'>): boolean {
    const isSame = (wish: Wish) =>
      wish.owner === owner &&
      wish.from === from &&
      wish.until === until &&
      ['waiting', 'offered'].includes(this.statusOf(wish));
    return until - minutes * minute >= this.#now && !this.wishes.some(isSame);
  }

  /** Hands out what is free: the first stretch on the grid that is long enough, to each in line. */
  offer(): void {
    for (const wish of this.wishes) {
      const open = this.wishes.filter((other) => other.owner === wish.owner && this.#hasOffer(other)).length;
      const slot = this.statusOf(wish) === 'waiting' && open < mostOffers ? this.#firstFor(wish) : undefined;
      const until = slot && Math.min(this.#now + 60 * minute, slot.start);
      if (!slot || !until || until - this.#now < 5 * minute) continue;
      this.#clear(slot);
      Object.assign(wish, { status: 'offered', offer: { ...slot, until } });
    }
  }

  #firstFor(wish: Wish): Booked | undefined {
    const length = wish.minutes * minute;
    for (let start = wish.from; start + length <= wish.until; start += 30 * minute) {
      const slot = { start, end: start + length };
      const isBookable = start >= this.#now && this.#isOpen({ from: start, until: slot.end });
      if (isBookable && this.#isFree(slot)) return slot;
    }
    return undefined;
  }

  /** What is taken from now on: by outages, and by everything else. */
  taken(): { outages: Window[]; others: Window[] } {
    const rest = { from: this.#now, until: Number.MAX_SAFE_INTEGER };
    const ahead = (windows: readonly Window[]) =>
      mergeWindows(windows.flatMap((window) => intersect(window, rest) ?? []));
    return { outages: ahead(this.outages), others: ahead(subtract(mergeWindows(this.#claimed()), this.outages)) };
  }
}

function noShowAt({ start, end }: Booked): number {
  return Math.min(end, start + noShowMinutes * minute);
}

/** Opening hours of the instruments on paper: 08:00 to 20:00 of each day that begins at `firstDay`. */
export function openFrom(firstDay: number): (window: Window) => boolean {
  const day = 24 * 60 * minute;
  return (window) => {
    const from = firstDay + Math.floor((window.from - firstDay) / day) * day;
    return contains({ from, until: from + 12 * 60 * minute }, window);
  };
}
