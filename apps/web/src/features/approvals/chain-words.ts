import { m } from '@guanyi/messages';
import { localText, longDay, yuanText } from '../../ui/format.ts';
import { formName, roleName } from '../../ui/vocabulary.ts';
import type { ChainPolicy, ChainStep } from './chain-form.ts';
import { termOf } from './chain-form.ts';

/** Every role that a step can ask, from the customer up to the nation. */
export const stepRoles: readonly ChainStep['role'][] = [
  'booker',
  'orgAdmin',
  'orgFinance',
  'keeper',
  'labManager',
  'assetOfficer',
  'finance',
  'hqReviewer',
];

export const chainModes: readonly ChainPolicy['mode'][] = ['rent', 'loan', 'equity'];

export function chainModeName(mode: ChainPolicy['mode']): string {
  return { rent: formName('termLease'), loan: m.ui_mode_loan(), equity: m.ui_mode_equity() }[mode];
}

/** Who decides a step: any of these. */
export function askedNames({ role, orRoles = [] }: Pick<ChainStep, 'role' | 'orRoles'>): string {
  return [role, ...orRoles].map(roleName).join(m.chains_or());
}

export function timeoutName(onTimeout: ChainStep['onTimeout']): string {
  return {
    escalate: m.chains_timeout_escalate,
    decline: m.chains_timeout_decline,
    approve: m.chains_timeout_approve,
  }[onTimeout]();
}

/** What follows when nobody decides in time, as a sentence. */
export function timeoutText({ onTimeout }: Pick<ChainStep, 'onTimeout'>): string {
  return {
    escalate: m.chains_then_escalate,
    decline: m.chains_then_decline,
    approve: m.chains_then_approve,
  }[onTimeout]();
}

/** 3 working days, 12 working hours. */
export function slaText({ slaHours }: Pick<ChainStep, 'slaHours'>): string {
  return slaHours % 12 === 0 && slaHours >= 24
    ? m.chains_working_days({ n: slaHours / 24 })
    : m.chains_working_hours({ n: slaHours });
}

/** ¥0.00 up to ¥8,000,000.00, in words. */
export function bandText({ valueFromFen, valueUntilFen }: Pick<ChainPolicy, 'valueFromFen' | 'valueUntilFen'>): string {
  const from = `¥${yuanText(valueFromFen)}`;
  if (valueUntilFen === undefined) return valueFromFen === 0 ? m.chains_any_value() : m.chains_value_from({ from });
  const until = `¥${yuanText(valueUntilFen)}`;
  return valueFromFen === 0 ? m.chains_value_below({ until }) : m.chains_value_between({ from, until });
}

export function termText(policy: ChainPolicy): string {
  const { firstDay, lastDay } = termOf(policy);
  if (firstDay === undefined)
    return lastDay === undefined ? m.chains_always() : m.chains_until({ day: longDay(lastDay) });
  return lastDay === undefined
    ? m.chains_since({ day: longDay(firstDay) })
    : m.chains_between({ first: longDay(firstDay), last: longDay(lastDay) });
}

export function policyStatusName(status: ChainPolicy['status']): string {
  return { active: m.chains_active, scheduled: m.chains_scheduled, ended: m.chains_ended }[status]();
}

interface Place {
  id: string;
  name: { zh: string; en?: string | undefined };
  districtId: string;
  districtName: { zh: string; en?: string | undefined };
}

/** Where a policy holds: the nation, a district or a lab, by name. */
export function scopeName(scope: string, labs: readonly Place[]): string {
  if (scope === 'national') return m.chains_national();
  const lab = labs.find(({ id }) => id === scope);
  if (lab) return localText(lab.name);
  const ofDistrict = labs.find(({ districtId }) => districtId === scope);
  return ofDistrict ? localText(ofDistrict.districtName) : m.chains_other_place();
}
