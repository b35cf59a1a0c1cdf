/** A kind of place that the default of a conflict may accept. */
export type DefaultPlace = 'equivalent' | 'sameInstrument';

/** What a lab decides about conflicts and attendance. All whole numbers. */
export interface SchedulingPolicy {
  /** Hours to answer when an instrument is out of service. */
  outageAnswerHours: number;
  /** Hours to answer after a planned change: new rules, retirement, a lease, a loan, a venture. */
  plannedAnswerHours: number;
  /** The answer is due so long before the claim begins. */
  clearMinutes: number;
  /** Places at no higher price that are accepted without an answer, in this order; where none fits the booking is cancelled free. */
  defaults: DefaultPlace[];
  /** How many days ahead the same instrument is looked at for another time; 0 keeps to the booked time. */
  sameInstrumentDays: number;
  /** The same for others of its kind: who changes the machine does so to keep the day. */
  equivalentDays: number;
  /** Minutes before the booked start from which a customer may check in. */
  earlyCheckInMinutes: number;
}

/** What holds in a lab that has set nothing. */
export const USUAL_POLICY: SchedulingPolicy = {
  outageAnswerHours: 24,
  plannedAnswerHours: 72,
  clearMinutes: 120,
  defaults: ['equivalent', 'sameInstrument'],
  sameInstrumentDays: 14,
  equivalentDays: 1,
  earlyCheckInMinutes: 60,
};
