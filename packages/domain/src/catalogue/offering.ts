import type { Form } from '../billing/price-policy.ts';
import type { UnitType } from '../kernel/uscc.ts';

export type Mode = 'rent' | 'loan' | 'equity';

export interface Eligibility {
  /** The research project or technology-transfer item that the offer serves. */
  project: string;
  statutoryExclusive: boolean;
  secret: boolean;
  titleClear: boolean;
  condition: 'normal' | 'limited' | 'faulty' | 'scrapped';
}

export interface NewOffering {
  mode: Mode;
  forms: readonly Form[];
  eligibility: Eligibility;
}

/** What is known of the instrument and its owner on the day of the offer. */
export interface OfferedInstrument {
  isRetired: boolean;
  isValueKnown: boolean;
  isBsl3: boolean;
  unitType: UnitType;
}

export interface OfferingRefusal {
  code: 'instrument-retired' | 'form-required' | 'unit-type-not-allowed' | 'value-unknown' | 'not-eligible';
  errors: { pointer: string; code: string }[];
  /** By its id in the rules, or its name. */
  rule: string;
  /** The regulation behind the refusal, where there is one. */
  reference?: string;
}

/** Regulations that a refusal names. Kept beside the rules, so that a changed one is changed in one place. */
const references = {
  assets: '行政事业性国有资产管理条例（国务院令第738号）',
  unitType: '行政事业性国有资产管理条例（国务院令第738号）',
  biosafety: '病原微生物实验室生物安全管理条例',
} as const;

/**
 * Why an instrument may not be offered in this mode, or null.
 * An administrative unit contributes no equity. What leaves the lab (term lease, loan, equity) must be of known book value
 * and serve a named project. Nothing that is secret, reserved for statutory work, of unclear title or out of order is
 * offered at all, and a BSL-3 zone takes commissioned samples only. Customs supervision bars no offer: the days of use
 * decide, not the day of offering or asking (X4).
 */
export function judgeOffering(offering: NewOffering, instrument: OfferedInstrument): OfferingRefusal | null {
  if (instrument.isRetired) return { code: 'instrument-retired', errors: [], rule: 'retired' };
  if (offering.mode === 'rent' && offering.forms.length === 0) return at('form-required', '/forms', 'required', 'form');
  if (offering.mode === 'equity' && instrument.unitType === 'administrative') {
    return { ...at('unit-type-not-allowed', '/mode', 'administrative-unit', 'X6'), reference: references.unitType };
  }
  if (leavesLab(offering) && !instrument.isValueKnown)
    return at('value-unknown', '/mode', 'value-unknown', 'incomplete');
  if (instrument.isBsl3 && (offering.mode !== 'rent' || offering.forms.some((form) => form !== 'sample'))) {
    return { ...at('not-eligible', '/forms', 'samples-only', 'samples-only'), reference: references.biosafety };
  }
  return judgeEligibility(offering);
}

/** True when possession passes to somebody else, so that state assets are disposed of. */
export function leavesLab(offering: Pick<NewOffering, 'mode' | 'forms'>): boolean {
  return offering.mode !== 'rent' || offering.forms.includes('termLease');
}

function judgeEligibility(offering: NewOffering): OfferingRefusal | null {
  const { eligibility } = offering;
  const errors: OfferingRefusal['errors'] = [];
  const refuse = (field: keyof Eligibility) => errors.push({ pointer: `/eligibility/${field}`, code: 'not-eligible' });
  if (leavesLab(offering) && eligibility.project.trim() === '') refuse('project');
  if (eligibility.statutoryExclusive) refuse('statutoryExclusive');
  if (eligibility.secret) refuse('secret');
  if (!eligibility.titleClear) refuse('titleClear');
  if (eligibility.condition !== 'normal') refuse('condition');
  return errors.length > 0 ? { code: 'not-eligible', errors, rule: 'eligibility', reference: references.assets } : null;
}

function at(code: OfferingRefusal['code'], pointer: string, fault: string, rule: string): OfferingRefusal {
  return { code, errors: [{ pointer, code: fault }], rule };
}
