import type {
  instrument as instrumentSchema,
  instrumentSummary,
  offering as offeringSchema,
  bookingRules as rulesSchema,
} from '@guanyi/contracts/catalogue/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { InstrumentCard } from '@guanyi/db/catalogue/cards';
import type { StoredOffering, StoredRules } from '@guanyi/db/catalogue/offerings';
import type { Window } from '@guanyi/domain/kernel/window';
import type { StripDay } from '@guanyi/domain/scheduling/availability';
import type { z } from 'zod';
import type { ShownTimes } from './free-time.ts';

type Summary = z.input<typeof instrumentSummary>;
type Details = Omit<
  z.input<typeof instrumentSchema>,
  keyof Summary | 'offerings' | 'rules' | 'prices' | 'qualifications'
>;

/** A text in two languages, the English one left out where there is none. */
export function localizedName(nameZh: string, nameEn: string | null): { zh: string; en?: string } {
  return nameEn === null ? { zh: nameZh } : { zh: nameZh, en: nameEn };
}

/** A member that is left out rather than null. */
export function optional<K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } {
  return value === null || value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}

/** What a search shows for the dates asked for. */
export interface AskedDates {
  isFree: boolean;
  totalFen: number | null;
}

export function presentSummary(card: InstrumentCard, times: ShownTimes | null, dates: AskedDates | null): Summary {
  const { lab } = card;
  return {
    id: card.id,
    version: card.version,
    createdAt: formatInstant(card.createdAt),
    updatedAt: formatInstant(card.updatedAt),
    status: card.status,
    incomplete: card.isIncomplete,
    assetNumber: card.assetNumber,
    name: localizedName(card.nameZh, card.nameEn),
    model: card.model,
    manufacturer: card.manufacturer,
    classScheme: card.classScheme,
    classCode: card.classCode,
    ...(card.classNameZh === null ? {} : { className: localizedName(card.classNameZh, card.classNameEn) }),
    ...optional('location', lab.isBsl3 ? null : card.location),
    ...optional('suggestedClassCode', card.suggestedClassCode),
    labId: lab.id,
    lab: {
      id: lab.id,
      name: localizedName(lab.nameZh, lab.nameEn),
      city: lab.city,
      level: lab.level,
      region: lab.region,
      accreditations: lab.accreditations,
    },
    disciplines: card.disciplines,
    modes: card.modes,
    forms: card.forms,
    zone: card.zone,
    ...optional('priceFromFen', card.priceFromFen),
    ...optional('totalFen', dates?.totalFen),
    ...optional('isFree', dates?.isFree),
    strip: (times?.strip ?? []).map(presentStripDay),
    ...optional('nextFree', times?.nextFree ? presentWindow(times.nextFree) : null),
    isGenerated: card.isGenerated,
  };
}

/** What the page of one instrument adds. In a BSL-3 zone only the lab's own people see where it stands. */
export function presentDetails(card: InstrumentCard, maySeeRoom: boolean): Details {
  const isHidden = card.lab.isBsl3 && !maySeeRoom;
  const { descriptionZh, descriptionEn } = card;
  const hasText = descriptionZh !== null || descriptionEn !== null;
  return {
    classEdition: card.classEdition,
    ...(hasText ? { description: { ...optional('zh', descriptionZh), ...optional('en', descriptionEn) } } : {}),
    ...(maySeeRoom ? optional('location', card.location) : {}),
    ...optional('acquiredOn', card.acquiredOn),
    ...optional('originalValueFen', card.originalValueFen),
    ...optional('fundingSource', card.fundingSource),
    ...optional('customsSupervisedUntil', card.customsSupervisedUntil),
    districtId: card.districtId,
    ...optional('address', isHidden ? null : card.lab.address),
  };
}

export function presentOffering(offering: StoredOffering): z.input<typeof offeringSchema> {
  return {
    // Short enough for an id, and one per mode.
    id: `${offering.mode.slice(0, 1)}-${offering.instrumentId}`,
    version: offering.version,
    createdAt: formatInstant(offering.createdAt),
    updatedAt: formatInstant(offering.updatedAt),
    status: 'offered',
    instrumentId: offering.instrumentId,
    mode: offering.mode,
    forms: offering.forms,
    approval: offering.approval,
    eligibility: offering.eligibility,
    ...optional('depositFen', offering.depositFen),
  };
}

export function presentRules(rules: StoredRules): z.input<typeof rulesSchema> {
  return {
    ...rules,
    projectCodeRequired: rules.projectCodeRequired ?? false,
    id: rules.instrumentId,
    createdAt: formatInstant(rules.createdAt),
    updatedAt: formatInstant(rules.updatedAt),
  };
}

function presentStripDay(day: StripDay): Summary['strip'][number] {
  return {
    day: day.day,
    freePermille: day.freePermille,
    freeMinutes: day.freeMinutes,
    ...optional('firstFree', day.firstFreeAt === null ? null : formatInstant(day.firstFreeAt)),
    closed: day.isClosed,
    outage: day.outage !== null,
  };
}

function presentWindow(window: Window): { from: string; until: string } {
  return { from: formatInstant(window.from), until: formatInstant(window.until) };
}
