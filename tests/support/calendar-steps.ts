import fc from 'fast-check';

/** What may be decided about a booking; `advance` is the usual next thing. */
export interface DecideStep {
  do: 'approve' | 'decline' | 'cancel' | 'checkIn' | 'checkOut' | 'advance';
  which: number;
}

/** What may be done to one instrument. `which` picks among what there is to do it to. */
export type LaneStep =
  | { do: 'book' | 'hold'; who: number; slot: number; length: number }
  | { do: 'series'; who: number; slot: number; length: number; count: number; onConflict: 'fail' | 'skip' }
  | { do: 'move'; which: number; slot: number; length: number }
  | DecideStep
  | { do: 'release'; which: number }
  | { do: 'breakDown'; slot: number; length: number }
  | { do: 'callOff'; which: number }
  | { do: 'accept' | 'leave'; which: number }
  | { do: 'join'; who: number; slot: number; span: number; length: number }
  | { do: 'offer' };

/** Half hours of the three days on which everything is played. */
const slot = fc.nat(71);
const length = fc.integer({ min: 1, max: 8 });
const who = fc.nat(1);
const which = fc.nat(20);

export const laneStep: fc.Arbitrary<LaneStep> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({ do: fc.constantFrom('book' as const, 'hold' as const), who, slot, length }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ do: fc.constant('series' as const), who, slot, length, count: fc.integer({ min: 2, max: 3 }) },
      onConflict: fc.constantFrom('fail' as const, 'skip' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), which, slot, length }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(...(['approve', 'decline', 'cancel', 'checkIn', 'checkOut'] as const)),
      which,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('breakDown' as const), slot, length }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('accept' as const, 'leave' as const), which }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('callOff' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('join' as const),
      who,
      slot,
      span: fc.integer({ min: 1, max: 24 }),
      length,
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'offer' as const }) },
);
