import type { ReservedSql } from 'postgres';
import { type CopyValue, copyInto } from './copy.ts';
import type { Person } from './customers.ts';
import type { NationalPlan } from './plan.ts';

/** Customs districts and customers. Their slugs begin with `gen-`, which marks them as generated. */
export async function loadOrganisations(connection: ReservedSql, plan: NationalPlan): Promise<number> {
  const columns = [
    'id',
    'slug',
    'kind',
    'name_zh',
    'name_en',
    'uscc',
    'region',
    'contact',
    'status',
    'is_sme',
    'verified_at',
    'created_at',
    'updated_at',
  ];
  const copy = await copyInto(connection, 'organisations', columns);
  for (const district of plan.districts) {
    const at = instant(district.createdMs);
    const kind = 'customsDistrict';
    const name = `${district.nameZh}（生成数据）`;
    copy.row([
      district.id,
      `gen-${district.slug}`,
      kind,
      name,
      `${district.nameEn} (generated)`,
      district.uscc,
      district.seat,
      null,
      'verified',
      false,
      at,
      at,
      at,
    ]);
  }
  for (const customer of plan.customers) {
    const at = instant(customer.createdMs);
    const contact = { json: { name: customer.users[0]!.displayName, email: customer.users[0]!.email } };
    copy.row([
      customer.id,
      customer.slug,
      customer.kind,
      customer.nameZh,
      null,
      customer.uscc,
      customer.region,
      contact,
      'verified',
      customer.isSme,
      at,
      at,
      at,
    ]);
    await copy.flush();
  }
  return copy.end();
}

/** People of all organisations. They have no password: who measures gives them sessions in another way. */
export async function loadPeople(connection: ReservedSql, plan: NationalPlan): Promise<number> {
  const people = [...plan.staff, ...plan.customers.flatMap((customer) => customer.users)];
  const users = await copyInto(connection, 'users', [
    'id',
    'email',
    'display_name',
    'locale',
    'status',
    'created_at',
    'updated_at',
  ]);
  for (const [i, person] of people.entries()) {
    const at = instant(person.createdMs);
    users.row([person.id, person.email, person.displayName, i % 10 === 0 ? 'en' : 'zh-CN', 'active', at, at]);
    await users.flush();
  }
  const written = await users.end();
  return written + (await loadMemberships(connection, people));
}

async function loadMemberships(connection: ReservedSql, people: readonly Person[]): Promise<number> {
  const copy = await copyInto(connection, 'memberships', [
    'id',
    'user_id',
    'organisation_id',
    'lab_id',
    'role',
    'status',
    'created_at',
    'updated_at',
  ]);
  for (const person of people) {
    const at = instant(person.createdMs);
    for (const membership of person.memberships) {
      copy.row([
        membership.id,
        person.id,
        membership.organisationId,
        membership.labId,
        membership.role,
        'active',
        at,
        at,
      ]);
    }
    await copy.flush();
  }
  return copy.end();
}

export async function loadLabs(connection: ReservedSql, plan: NationalPlan): Promise<number> {
  const columns = [
    'id',
    'district_id',
    'code',
    'name_zh',
    'name_en',
    'level',
    'disciplines',
    'alliances',
    'region',
    'city',
    'latitude',
    'longitude',
    'is_bsl3',
    'accreditations',
    'contact',
    'is_generated',
    'created_at',
    'updated_at',
  ];
  const copy = await copyInto(connection, 'labs', columns);
  for (const lab of plan.labs) {
    const at = instant(lab.createdMs);
    const contact = { json: { name: '实验室办公室', email: `${lab.code.toLowerCase()}@generated.guanyi.test` } };
    const values: CopyValue[] = [
      lab.id,
      lab.district.id,
      lab.code,
      lab.nameZh,
      lab.nameEn,
      lab.level,
      lab.disciplines,
      lab.alliances,
      lab.region,
      lab.city,
      lab.latitude,
      lab.longitude,
      lab.isBsl3,
      lab.accreditations,
      contact,
      true,
      at,
      at,
    ];
    copy.row(values);
    await copy.flush();
  }
  return copy.end();
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
