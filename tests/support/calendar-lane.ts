import { type CommandContext, systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { acceptWaitlistOffer, leaveWaitlist } from '@guanyi/commands/scheduling/answer-waitlist-offer';
import { cancelBooking } from '@guanyi/commands/scheduling/cancel-booking';
import { cancelOutage } from '@guanyi/commands/scheduling/cancel-outage';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { checkOut } from '@guanyi/commands/scheduling/check-out';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import { createHold } from '@guanyi/commands/scheduling/create-hold';
import { createOutage } from '@guanyi/commands/scheduling/create-outage';
import { createSeries } from '@guanyi/commands/scheduling/create-series';
import { approveBooking, declineBooking } from '@guanyi/commands/scheduling/decide-booking';
import { joinWaitlist } from '@guanyi/commands/scheduling/join-waitlist';
import { offerFreedTime } from '@guanyi/commands/scheduling/offer-freed-time';
import { releaseHold } from '@guanyi/commands/scheduling/release-hold';
import { rescheduleBooking } from '@guanyi/commands/scheduling/reschedule-booking';
import type { Database } from '@guanyi/db/client';
import { expect } from 'vitest';
import type { DecideStep, LaneStep } from './calendar-steps.ts';
import {
  asPerson,
  createInstrument,
  createOrganisation,
  createPerson,
  type Person,
  type World,
} from './factories/world.ts';
import { type Booked, buffers, type Entry, openFrom, Paper } from './paper-calendar.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const purpose = { kind: 'research', text: '' };

export type LanePeople = readonly [Person, Person];

/** Two people of two organisations that nobody else plays with, so that their caps are their own. */
export async function lanePeople(database: Database): Promise<LanePeople> {
  const one = await createOrganisation(database, 'university');
  const other = await createOrganisation(database, 'enterprise');
  return [await createPerson(database, one, 'booker'), await createPerson(database, other, 'booker')];
}

type Kinds = readonly Entry['kind'][];
type Verb = 'approve' | 'decline' | 'cancel' | 'checkIn' | 'checkOut';

/** One instrument in the product and on paper. */
export class Lane {
  readonly instrumentId: string;
  readonly paper: Paper;
  readonly #database: Database;
  readonly #world: World;
  readonly #people: LanePeople;
  readonly #firstDay: number;
  #now = 0;

  constructor(database: Database, world: World, owned: { instrumentId: string; people: LanePeople; firstDay: number }) {
    this.instrumentId = owned.instrumentId;
    this.paper = new Paper(openFrom(owned.firstDay));
    this.#database = database;
    this.#world = world;
    this.#people = owned.people;
    this.#firstDay = owned.firstDay;
  }

  #pick(which: number, kinds: Kinds): Entry | undefined {
    return pickFrom(
      this.paper.entries.filter(({ kind }) => kinds.includes(kind)),
      which,
    );
  }

  #by(owner: number): CommandContext {
    return asPerson(this.#people[owner]!, this.#now);
  }

  #staff(role: 'keeper' | 'labManager'): CommandContext {
    return asPerson(this.#world[role], this.#now);
  }

  /** A window inside opening hours that lies ahead, from numbers; undefined when there is none. */
  #windowOf({ slot, length }: { slot: number; length: number }): Booked | undefined {
    const opening = this.#firstDay + Math.floor(slot / 24) * day;
    const start = opening + (slot % 24) * 30 * minute;
    const end = Math.min(start + length * 30 * minute, opening + 12 * 60 * minute);
    return start < this.#now || end <= start ? undefined : { start, end };
  }

  #decision(verb: Verb, { kind, end }: Entry) {
    const [manager, keeper] = [this.#staff('labManager'), this.#staff('keeper')];
    return {
      approve: [kind === 'pending', approveBooking, manager],
      decline: [kind === 'pending', declineBooking, manager],
      cancel: [kind === 'pending' || kind === 'confirmed', cancelBooking, keeper],
      checkIn: [kind === 'confirmed' && this.#now < end, checkIn, keeper],
      checkOut: [kind === 'inUse', checkOut, keeper],
    }[verb] as [boolean, typeof cancelBooking, CommandContext];
  }

  async #decide(verb: Verb, entry: Entry): Promise<void> {
    const [isLegal, command, context] = this.#decision(verb, entry);
    const outcome = await execute(this.#database, context, command, { bookingId: entry.id, reason: '' });
    agree(verb, outcome.ok, isLegal && this.paper.counts(entry));
    if (!outcome.ok) return;
    if (verb === 'approve' || verb === 'checkIn' || verb === 'checkOut') this.paper[verb](entry);
    else entry.kind = 'over';
  }

  async #occupy(step: Extract<LaneStep, { do: 'book' | 'hold' }>): Promise<void> {
    const window = this.#windowOf(step);
    if (!window) return;
    const { start, end } = window;
    const asked = { instrumentId: this.instrumentId, from: start, until: end };
    const outcome =
      step.do === 'book'
        ? await execute(this.#database, this.#by(step.who), createBooking, { ...asked, purpose })
        : await execute(this.#database, this.#by(step.who), createHold, asked);
    const isLegal = (step.do === 'book' || this.paper.mayHold(step.who)) && this.paper.mayTake(step.who, window);
    agree(step.do, outcome.ok, isLegal);
    if (outcome.ok) this.paper.take(step.do === 'book' ? 'pending' : 'hold', step.who, outcome.value.id, window);
  }

  async #series(step: Extract<LaneStep, { do: 'series' }>): Promise<void> {
    const window = this.#windowOf(step);
    if (!window) return;
    const { who, count, onConflict } = step;
    const asked = { instrumentId: this.instrumentId, from: window.start, until: window.end, purpose, onConflict };
    const outcome = await execute(this.#database, this.#by(who), createSeries, {
      ...asked,
      rrule: `FREQ=DAILY;COUNT=${count}`,
    });
    const all = Array.from({ length: count }, (_, i) => ({ start: window.start + i * day, end: window.end + i * day }));
    const free = all.map((booked) => this.paper.mayTake(who, booked));
    agree('series', outcome.ok, onConflict === 'skip' || free.every(Boolean));
    if (!outcome.ok) return;
    const booked = outcome.value.occurrences.map(({ status }) => status === 'booked');
    expect(booked).toEqual(free);
    outcome.value.occurrences.forEach(({ bookingId }, i) => {
      if (bookingId !== undefined) this.paper.take('pending', who, bookingId, all[i]!);
    });
  }

  async #move(step: Extract<LaneStep, { do: 'move' }>): Promise<void> {
    const entry = this.#pick(step.which, ['pending', 'confirmed', 'inUse']);
    const window = this.#windowOf(step);
    if (!entry || !window) return;
    const change = { bookingId: entry.id, from: window.start, until: window.end };
    const outcome = await execute(this.#database, this.#by(entry.owner), rescheduleBooking, change);
    agree('move', outcome.ok, this.paper.mayMove(entry, window));
    if (outcome.ok) this.paper.move(entry, window);
  }

  async #disturb(step: Extract<LaneStep, { do: 'breakDown' } | { do: 'callOff' }>): Promise<void> {
    if (step.do === 'callOff') {
      const outage = pickFrom(this.paper.outages, step.which);
      if (!outage) return;
      const outcome = await execute(this.#database, this.#staff('keeper'), cancelOutage, { outageId: outage.id });
      agree('callOff', outcome.ok, true);
      this.paper.callOff(outage);
      return;
    }
    const window = this.#windowOf(step);
    if (!window) return;
    const wanted = { from: window.start, until: window.end };
    const asked = { instrumentId: this.instrumentId, kind: 'breakdown' as const, note: '', ...wanted };
    const outcome = await execute(this.#database, this.#staff('keeper'), createOutage, asked);
    agree('breakDown', outcome.ok, true);
    if (outcome.ok) this.paper.breakDown({ id: outcome.value.id, ...wanted });
  }

  async #wait(step: Extract<LaneStep, { do: 'join' } | { do: 'accept' | 'leave' }>): Promise<void> {
    if (step.do === 'join') {
      const from = this.#firstDay + Math.floor(step.slot / 24) * day + (step.slot % 24) * 30 * minute;
      const [until, minutes] = [from + step.span * 30 * minute, Math.min(step.length, step.span) * 30];
      const asked = { instrumentId: this.instrumentId, from, until, minutes, autoAccept: false, purpose };
      const outcome = await execute(this.#database, this.#by(step.who), joinWaitlist, asked);
      agree('join', outcome.ok, this.paper.mayJoin(step.who, { from, until, minutes }));
      if (!outcome.ok) return;
      const { id } = outcome.value;
      this.paper.wishes.push({ id, owner: step.who, from, until, minutes, status: 'waiting', offer: null });
      return;
    }
    const live = this.paper.wishes.filter(
      ({ status }) => status === 'offered' || (step.do === 'leave' && status === 'waiting'),
    );
    const wish = pickFrom(live, step.which);
    if (!wish) return;
    const isLegal =
      step.do === 'accept' ? this.paper.statusOf(wish) === 'offered' : this.paper.statusOf(wish) !== 'lapsed';
    const command = step.do === 'accept' ? acceptWaitlistOffer : leaveWaitlist;
    const outcome = await execute(this.#database, this.#by(wish.owner), command, { waitlistEntryId: wish.id });
    agree(step.do, outcome.ok, isLegal);
    if (!outcome.ok) return;
    const { offer } = wish;
    Object.assign(wish, { status: step.do === 'accept' ? 'accepted' : 'left', offer: null });
    if (step.do === 'leave' || !offer) return;
    const [row] = await this.#database.sql<
      { id: string }[]
    >`SELECT booking_id AS id FROM waitlist_entries WHERE id = ${wish.id}`;
    this.paper.take('pending', wish.owner, row!.id, offer);
  }

  async #offer(): Promise<void> {
    await execute(this.#database, systemContext(this.#now), offerFreedTime, { instrumentId: this.instrumentId });
    this.paper.offer();
  }

  async take(step: LaneStep, instant: number): Promise<void> {
    this.#now = instant;
    this.paper.at(instant);
    if (step.do === 'book' || step.do === 'hold') return this.#occupy(step);
    if (step.do === 'series') return this.#series(step);
    if (step.do === 'move') return this.#move(step);
    if (step.do === 'breakDown' || step.do === 'callOff') return this.#disturb(step);
    if (step.do === 'join' || step.do === 'accept' || step.do === 'leave') return this.#wait(step);
    if (step.do === 'offer') return this.#offer();
    if (step.do === 'release') {
      const hold = this.#pick(step.which, ['hold']);
      if (hold) await execute(this.#database, this.#by(hold.owner), releaseHold, { holdId: hold.id });
      if (hold) hold.kind = 'over';
      return;
    }
    return this.#decideOne(step as DecideStep);
  }

  async #decideOne(step: DecideStep): Promise<void> {
    const entry = this.#pick(step.which, ['pending', 'confirmed', 'inUse']);
    if (!entry) return;
    // The usual next thing that happens to a booking, so that histories reach their end more often than by chance.
    const usual = { pending: 'approve', confirmed: 'checkIn', inUse: 'checkOut' } as const;
    return this.#decide(step.do === 'advance' ? usual[entry.kind as keyof typeof usual] : step.do, entry);
  }
}

/** A fresh instrument, open from `firstDay` on. */
export async function createLane(
  database: Database,
  world: World,
  people: LanePeople,
  firstDay: number,
): Promise<Lane> {
  const { labId, districtId } = world;
  const rules = { ...buffers, slotMinutes: 30 };
  const instrumentId = await createInstrument(database, { labId, districtId, rules });
  return new Lane(database, world, { instrumentId, people, firstDay });
}

function agree(step: string, isGranted: boolean, isLegal: boolean): void {
  expect({ step, ok: isGranted }).toEqual({ step, ok: isLegal });
}

function pickFrom<T>(list: readonly T[], which: number): T | undefined {
  return list.length === 0 ? undefined : list[which % list.length];
}
