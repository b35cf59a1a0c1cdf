import { type PriceGroup, priceGroupOf } from '@guanyi/domain/billing/price-policy';
import { makeUscc } from '@guanyi/domain/kernel/uscc';
import { type DayTable, historyDays } from './days.ts';
import { cityName, type District, type Lab } from './labs.ts';
import { type CustomerKind, customerName, personName } from './names.ts';
import { chooser, idOf, type Random, randomFor } from './random.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Customer {
  id: string;
  slug: string;
  kind: CustomerKind;
  isSme: boolean;
  priceGroup: PriceGroup;
  nameZh: string;
  uscc: string;
  region: string;
  createdMs: number;
  users: Person[];
}

export interface Person {
  id: string;
  email: string;
  displayName: string;
  createdMs: number;
  memberships: { id: string; organisationId: string; labId: string | null; role: string }[];
}

const kinds: readonly CustomerKind[] = ['enterprise', 'university', 'institute', 'government'];
const chooseKind = chooser([58, 22, 15, 5]);
const unitPrefixes: Record<CustomerKind, string> = {
  enterprise: '91',
  university: '12',
  institute: '12',
  government: '11',
};
/** Customers at full scale; there are never fewer than one for each district. */
const customersAtFullScale = 5_000;

/** Ordinals of people: staff of districts, staff of labs, then customers, each with room for the next. */
const labStaffFrom = 1_000;
const customerUsersFrom = 10_000;
const usersPerCustomer = 8;

export function planCustomers(seed: number, scale: number, vocabulary: Vocabulary, days: DayTable): Customer[] {
  const count = Math.max(42, Math.round(customersAtFullScale * scale));
  return Array.from({ length: count }, (_, ordinal) => planCustomer(seed, ordinal, vocabulary, days));
}

function planCustomer(seed: number, ordinal: number, vocabulary: Vocabulary, days: DayTable): Customer {
  const random = randomFor(seed, 'customer', ordinal);
  const createdMs = days.at(-historyDays - 57, 0) + ordinal;
  const kind = kinds[chooseKind(random)]!;
  const isSme = kind === 'enterprise' && random.below(5) < 3;
  const region = random.pick(vocabulary.counties);
  const id = idOf('organisation', 1_000 + ordinal, createdMs, random);
  return {
    id,
    slug: `gen-customer-${String(ordinal + 1).padStart(5, '0')}`,
    kind,
    isSme,
    // No customer is a district, so whose instrument it is does not matter.
    priceGroup: priceGroupOf({ organisationId: id, kind, isVerifiedSme: isSme }, ''),
    nameZh: customerName(kind, cityName(region, vocabulary), random),
    uscc: makeUscc(unitPrefixes[kind], region, `G${String(1_000 + ordinal).padStart(7, '0')}`),
    region,
    createdMs,
    users: Array.from({ length: usersPerCustomer }, (_, i) => {
      const number = customerUsersFrom + ordinal * usersPerCustomer + i;
      return planPerson(number, `u${number}`, createdMs, random, [
        { organisationId: id, labId: null, role: i === 0 ? 'orgAdmin' : 'booker' },
        ...(i === 1 ? [{ organisationId: id, labId: null, role: 'orgFinance' }] : []),
      ]);
    }),
  };
}

/** One asset officer and one finance officer a district, one manager and one keeper a lab. */
export function planStaff(seed: number, districts: readonly District[], labs: readonly Lab[]): Person[] {
  const ofDistricts = districts.flatMap((district, i) =>
    (['assetOfficer', 'finance'] as const).map((role, position) => {
      const number = i * 2 + position;
      const name = `${role === 'finance' ? 'finance' : 'asset-officer'}-${district.slug}`;
      const membership = { organisationId: district.id, labId: null, role };
      return planPerson(number, name, district.createdMs, randomFor(seed, 'staff', number), [membership]);
    }),
  );
  const ofLabs = labs.flatMap((lab) =>
    (['labManager', 'keeper'] as const).map((role, position) => {
      const number = labStaffFrom + lab.ordinal * 2 + position;
      const name = `${role === 'keeper' ? 'keeper' : 'lab-manager'}-${lab.code.toLowerCase()}`;
      const membership = { organisationId: lab.district.id, labId: lab.id, role };
      return planPerson(number, name, lab.createdMs, randomFor(seed, 'staff', number), [membership]);
    }),
  );
  return [...ofDistricts, ...ofLabs];
}

function planPerson(
  number: number,
  name: string,
  createdMs: number,
  random: Random,
  memberships: Omit<Person['memberships'][number], 'id'>[],
): Person {
  return {
    id: idOf('user', number, createdMs, random),
    email: `${name}@generated.guanyi.test`,
    displayName: personName(random),
    createdMs,
    memberships: memberships.map((membership, i) => ({
      ...membership,
      id: idOf('membership', number * 4 + i, createdMs, random),
    })),
  };
}
