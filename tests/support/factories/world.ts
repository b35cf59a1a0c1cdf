import type { CommandContext } from '@guanyi/commands/context';
import type { Database } from '@guanyi/db/client';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Role } from '@guanyi/domain/identity/roles';
import { makeUscc } from '@guanyi/domain/kernel/uscc';
import { newId } from '@guanyi/platform/ids';

/** Wednesday, 9 December 2026, 10:20 in Shanghai. */
export const wednesdayMorning = Date.parse('2026-12-09T02:20:00Z');

export interface Person {
  userId: string;
  email: string;
  organisationId: string;
  labId: string | null;
  role: Role;
}

export interface World {
  districtId: string;
  labId: string;
  instrumentId: string;
  university: string;
  enterprise: string;
  booker: Person;
  otherBooker: Person;
  labManager: Person;
  keeper: Person;
  finance: Person;
}

export interface WorldOptions {
  approval?: 'auto' | 'chain';
  zone?: string;
  rules?: Partial<Record<string, unknown>>;
  policy?: Partial<Record<string, unknown>>;
  passwordHash?: string;
}

let made = 0;

/** A district with one lab and one instrument that a university and an enterprise may book. */
export async function createWorld(database: Database, options: WorldOptions = {}): Promise<World> {
  const districtId = await createOrganisation(database, 'customsDistrict');
  const university = await createOrganisation(database, 'university');
  const enterprise = await createOrganisation(database, 'enterprise');
  const labId = await createLab(database, districtId, options.zone ?? 'Asia/Shanghai');
  const instrumentId = await createInstrument(database, { labId, districtId, ...options });
  const person = (organisationId: string, role: Role, lab: string | null = null) =>
    createPerson(database, organisationId, role, lab, options.passwordHash ?? null);
  return {
    districtId,
    labId,
    instrumentId,
    university,
    enterprise,
    booker: await person(university, 'booker'),
    otherBooker: await person(enterprise, 'booker'),
    labManager: await person(districtId, 'labManager', labId),
    keeper: await person(districtId, 'keeper', labId),
    finance: await person(districtId, 'finance'),
  };
}

export async function createOrganisation(database: Database, kind: string): Promise<string> {
  const id = newId();
  made += 1;
  const uscc = makeUscc(kind === 'enterprise' ? '91' : '12', '370202', String(made));
  await database.sql`
    INSERT INTO organisations (id, slug, kind, name_zh, name_en, uscc, region, status)
    VALUES (${id}, ${`org-${id}`}, ${kind}, ${`单位 ${made}`}, ${`Organisation ${made}`}, ${uscc}, '370200', 'verified')`;
  return id;
}

export async function createLab(database: Database, districtId: string, zone = 'Asia/Shanghai'): Promise<string> {
  const id = newId();
  await database.sql`
    INSERT INTO labs (id, district_id, code, name_zh, name_en, level, disciplines, alliances, region, city, zone, accreditations)
    VALUES (${id}, ${districtId}, ${`LAB-${id}`}, '食品实验室', 'Food laboratory', 'regional', '{foodSafety}', '{}', '370200', '青岛', ${zone}, '{}')`;
  return id;
}

const openRules = {
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '08:00', until: '20:00' })),
  ...{ slotMinutes: 30, minMinutes: 30, maxMinutes: 480, leadMinutes: 0, horizonDays: 90 },
  ...{
    setupMinutes: 0,
    teardownMinutes: 0,
    closedOnHolidays: false,
    noShowMinutes: 30,
    quotas: [],
    qualificationIds: [],
    projectCodeRequired: false,
  },
};

const plainPolicy = {
  ...{
    chargeFor: 'booked',
    ratePerHourFen: 6_000,
    steps: [],
    timeFactors: [],
    setupFen: 0,
    operatorPerHourFen: 0,
    perSampleFen: 0,
  },
  ...{
    perDayFen: 0,
    minimumFen: 0,
    capFen: null,
    subsidyPermille: 0,
    cancellation: { noticeHours: 24, feeFen: 4_575 },
  },
  ...{ noShowFeeFen: 0, taxCategory: 'vat6' },
};

export async function createInstrument(
  database: Database,
  place: { labId: string; districtId: string } & WorldOptions,
): Promise<string> {
  const { sql } = database;
  const id = newId();
  const { labId } = place;
  const rules = { ...openRules, ...place.rules };
  const json = (value: unknown) => sql.json(value as never);
  await sql`
    INSERT INTO instruments (lab_id, id, asset_number, name_zh, name_en, model, manufacturer, class_scheme, class_edition, class_code,
      disciplines, original_value_fen, region, lab_level, alliances, district_id, modes, forms, price_from_fen, search_tokens, search_text)
    VALUES (${labId}, ${id}, ${`QD-${id}`}, '电感耦合等离子体质谱仪', 'ICP mass spectrometer', 'Agilent 7900', 'Agilent', 'GB/T 32847-2016', '2016',
      '010202', '{foodSafety}', 180000000, '370200', 'regional', '{}', ${place.districtId}, '{rent}', '{machineTime}', 6000,
      to_tsvector('simple', '质谱'), 'agilent 7900')`;
  await sql`
    INSERT INTO booking_rules (lab_id, instrument_id, weekly, slot_minutes, min_minutes, max_minutes, lead_minutes, horizon_days,
      setup_minutes, teardown_minutes, closed_on_holidays, no_show_minutes, quotas, qualification_ids,
      project_code_required)
    VALUES (${labId}, ${id}, ${json(rules.weekly)}, ${rules.slotMinutes}, ${rules.minMinutes}, ${rules.maxMinutes}, ${rules.leadMinutes},
      ${rules.horizonDays}, ${rules.setupMinutes}, ${rules.teardownMinutes}, ${rules.closedOnHolidays}, ${rules.noShowMinutes},
      ${json(rules.quotas)}, ${rules.qualificationIds}, ${rules.projectCodeRequired ?? false})`;
  await sql`INSERT INTO calendar_notes (lab_id, instrument_id) VALUES (${labId}, ${id})`;
  await sql`
    INSERT INTO offerings (lab_id, instrument_id, mode, forms, approval, eligibility)
    VALUES (${labId}, ${id}, 'rent', '{machineTime}', ${place.approval ?? 'chain'}, '{}')`;
  for (const group of ['internal', 'partner', 'academic', 'sme', 'enterprise']) {
    const policy = { ...plainPolicy, ...place.policy };
    await sql`
      INSERT INTO price_policies (lab_id, id, instrument_id, form, price_group, effective, charge_for, rate_per_hour_fen, steps, time_factors,
        setup_fen, operator_per_hour_fen, per_sample_fen, per_day_fen, minimum_fen, cap_fen, subsidy_permille, cancellation, no_show_fee_fen, tax_category)
      VALUES (${labId}, ${newId()}, ${id}, 'machineTime', ${group}, '[2020-01-01T00:00Z,)', ${policy.chargeFor}, ${policy.ratePerHourFen},
        ${json(policy.steps)}, ${json(policy.timeFactors)}, ${policy.setupFen}, ${policy.operatorPerHourFen}, ${policy.perSampleFen},
        ${policy.perDayFen}, ${policy.minimumFen}, ${policy.capFen}, ${policy.subsidyPermille}, ${json(policy.cancellation)},
        ${policy.noShowFeeFen}, ${policy.taxCategory})`;
  }
  return id;
}

export async function createPerson(
  database: Database,
  organisationId: string,
  role: Role,
  labId: string | null = null,
  passwordHash: string | null = null,
): Promise<Person> {
  const userId = newId();
  const email = `${role.toLowerCase()}-${userId}@example.test`;
  await database.sql`
    INSERT INTO users (id, email, display_name, password_hash, status)
    VALUES (${userId}, ${email}, ${role}, ${passwordHash}, 'active')`;
  await database.sql`
    INSERT INTO memberships (id, user_id, organisation_id, lab_id, role, status)
    VALUES (${newId()}, ${userId}, ${organisationId}, ${labId}, ${role}, 'active')`;
  return { userId, email, organisationId, labId, role };
}

/** The circumstances in which a person of the world acts. */
export function asPerson(person: Person, now: number = wednesdayMorning): CommandContext {
  const isLabRole = person.role === 'keeper' || person.role === 'labManager';
  const isDistrictRole = person.role === 'finance' || person.role === 'assetOfficer';
  const reach: Reach = {
    all: false,
    userId: person.userId,
    organisationIds: isLabRole || isDistrictRole ? [] : [person.organisationId],
    labIds: isLabRole && person.labId ? [person.labId] : [],
    districtIds: isDistrictRole ? [person.organisationId] : [],
    regionPrefixes: [],
  };
  return { now, reach, roles: [person.role] };
}

/** An instant from local Shanghai time, e.g. `at('2026-12-14 14:30')`. */
export function at(localTime: string): number {
  return Date.parse(`${localTime.replace(' ', 'T')}:00+08:00`);
}
