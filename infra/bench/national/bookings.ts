import type { PriceGroup } from '@guanyi/domain/billing/price-policy';
import { apportion } from './apportion.ts';
import type { Customer } from './customers.ts';
import { aheadDays, type DayTable, historyDays } from './days.ts';
import type { Instrument } from './instruments.ts';
import { amountsOf, type PriceList } from './prices.ts';
import { chooser, idOf, type Random, randomFor } from './random.ts';
import { openDays, type Placement, ruleTemplates } from './rules.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Ahead of the run and therefore occupying their instrument, at full scale. */
const activeAtFullScale = 2_000_000;
/** However few bookings are asked for, most of them are history. */
const activeShare = 0.2;

export interface BookingPlan {
  /** Numbers of open days, by rule template. */
  pastDays: number[][];
  aheadDays: number[][];
  /** How many bookings each instrument has, by ordinal. */
  past: number[];
  ahead: number[];
  /** Ordinal of the first booking of each instrument. */
  firstOrdinal: number[];
}

/**
 * How many bookings each instrument has, before and after today. The parts sum to the totals exactly.
 * @throws RangeError when the instruments have no room for so many.
 */
export function planBookings(
  scale: number,
  total: number,
  instruments: readonly Instrument[],
  vocabulary: Vocabulary,
  days: DayTable,
): BookingPlan {
  const ahead = Math.min(Math.round(activeAtFullScale * scale), Math.floor(total * activeShare));
  // Today itself stays empty, so that at whatever hour this runs nothing lies half in the past.
  const pastDays = ruleTemplates.map((rule) => openDays(rule, vocabulary.calendar, days.today, -historyDays, -1));
  const daysAhead = ruleTemplates.map((rule) => openDays(rule, vocabulary.calendar, days.today, 1, aheadDays));
  const weights = instruments.map((one) => (one.forms.includes('machineTime') ? one.popularity : 0));
  const room = (openDaysOf: number[][]) =>
    instruments.map((one) =>
      Math.floor(openDaysOf[one.template]!.length * ruleTemplates[one.template]!.cells.length * 0.7),
    );
  const parts = {
    past: apportion(total - ahead, weights, room(pastDays)),
    ahead: apportion(ahead, weights, room(daysAhead)),
  };
  let next = 0;
  const firstOrdinal = instruments.map((_, i) => {
    const first = next;
    next += parts.past[i]! + parts.ahead[i]!;
    return first;
  });
  return { pastDays, aheadDays: daysAhead, ...parts, firstOrdinal };
}

export interface BookingRow {
  id: string;
  claimId: string;
  instrument: Instrument;
  customer: Customer;
  userId: string;
  status: 'completed' | 'cancelled' | 'noShow' | 'declined' | 'expired' | 'confirmed' | 'pendingApproval';
  day: number;
  place: Placement;
  createdDay: number;
  createdMinute: number;
  isGuided: boolean;
  purposeKind: string;
  purposeText: string;
  projectCode: string | null;
  priceGroup: PriceGroup;
  policyId: string;
  subtotalFen: number;
  taxFen: number;
  /** Minutes after the booked start and before the booked end. */
  lateMinutes: number;
  earlyMinutes: number;
}

const endings = ['completed', 'cancelled', 'noShow', 'declined', 'expired'] as const;
const chooseEnding = chooser([865, 75, 20, 20, 20]);
const pendingPercent = 3;
const purposes: readonly [string, readonly string[]][] = [
  ['research', ['残留分析方法研究', '未知物结构鉴定', '同位素溯源研究', '材料表征', '纵向课题样品测试']],
  ['development', ['新产品配方验证', '包装材料迁移量测试', '来料质量比对', '工艺改进试验']],
  ['teaching', ['研究生实验课', '仪器操作培训', '毕业论文样品测试']],
  ['production', ['出厂检验比对', '批次稳定性复测', '供应商样品验收']],
  ['other', ['能力验证样品测试', '方法比对']],
];
const choosePurpose = chooser([42, 24, 10, 18, 6]);
/** Under customs supervision only the first three are allowed. */
const chooseSupervisedPurpose = chooser([60, 30, 10]);
/** Customers that an instrument usually has. */
const regulars = 6;

/** All bookings of one instrument in order of time: history first, then what lies ahead. */
export function* bookingsOf(
  seed: number,
  instrument: Instrument,
  plan: BookingPlan,
  prices: PriceList,
  customers: readonly Customer[],
  days: DayTable,
): Generator<BookingRow> {
  const { ordinal } = instrument;
  const random = randomFor(seed, 'bookings', ordinal);
  const cells = ruleTemplates[instrument.template]!.cells;
  const usual = Array.from({ length: regulars }, () => random.pick(customers));
  let next = plan.firstOrdinal[ordinal]!;
  for (const isPast of [true, false]) {
    const openDaysOf = (isPast ? plan.pastDays : plan.aheadDays)[instrument.template]!;
    const count = (isPast ? plan.past : plan.ahead)[ordinal]!;
    const stride = (openDaysOf.length * cells.length) / count;
    let previous = -1;
    for (let i = 0; i < count; i += 1) {
      // One place in each of `count` equal stretches: spread over the whole time, and never one place twice.
      previous = Math.max(previous + 1, Math.floor((i + random.next()) * stride));
      const day = openDaysOf[Math.floor(previous / cells.length)]!;
      const place = random.pick(cells[previous % cells.length]!);
      const customer = random.pick(usual);
      yield bookingAt(instrument, next, day, place, customer, prices, random, days, isPast);
      next += 1;
    }
  }
}

function bookingAt(
  instrument: Instrument,
  ordinal: number,
  day: number,
  place: Placement,
  customer: Customer,
  prices: PriceList,
  random: Random,
  days: DayTable,
  isPast: boolean,
): BookingRow {
  const status = isPast ? ending(instrument, random) : standing(instrument, random);
  // A request that is still open was made yesterday: the lab has two days to decide.
  const createdDay = status === 'pendingApproval' ? -1 : Math.min(day, 0) - 1 - random.below(20);
  const createdMinute = 480 + random.below(720);
  const isGuided = random.below(4) === 0;
  const amounts = amountsOf(prices, customer.priceGroup, place.until - place.from, isGuided);
  const isSupervised = instrument.supervisedUntilDay !== null && day <= instrument.supervisedUntilDay;
  const [purposeKind, purposeTexts] = purposes[isSupervised ? chooseSupervisedPurpose(random) : choosePurpose(random)]!;
  const createdMs = days.at(createdDay, createdMinute);
  return {
    id: idOf('booking', ordinal, createdMs, random),
    claimId: isPast ? '' : idOf('claim', ordinal, createdMs, random),
    instrument,
    customer,
    userId: customer.users[1 + random.below(customer.users.length - 1)]!.id,
    status,
    day,
    place,
    createdDay,
    createdMinute,
    isGuided,
    purposeKind,
    purposeText: random.pick(purposeTexts),
    projectCode: random.below(3) === 0 ? `P${days.day(createdDay).slice(0, 4)}-${1_000 + random.below(9_000)}` : null,
    priceGroup: customer.priceGroup,
    policyId: prices.policyIds[customer.priceGroup],
    ...amounts,
    lateMinutes: random.below(5),
    earlyMinutes: random.below(5),
  };
}

/** An instrument that books automatically has nobody who declines or forgets. */
function ending(instrument: Instrument, random: Random): BookingRow['status'] {
  const status = endings[chooseEnding(random)]!;
  const isDecision = status === 'declined' || status === 'expired';
  return isDecision && instrument.approval === 'auto' ? 'completed' : status;
}

function standing(instrument: Instrument, random: Random): BookingRow['status'] {
  return instrument.approval === 'chain' && random.below(100) < pendingPercent ? 'pendingApproval' : 'confirmed';
}
