import type { Operations } from '@guanyi/contracts/operations';
import { m } from '@guanyi/messages';
import type { Mode } from '../../ui/mode-badge.tsx';
import type { Form } from '../../ui/vocabulary.ts';
import { fenOf, yuanInput } from './facts-form.ts';
import type { Instrument } from './instrument-rights.ts';

type OfferingInput = Operations['putOffering']['input']['body'];
type Condition = OfferingInput['eligibility']['condition'];

export const conditions: readonly (readonly [Condition, () => string])[] = [
  ['normal', m.desk_condition_normal],
  ['limited', m.desk_condition_limited],
  ['faulty', m.desk_condition_faulty],
  ['scrapped', m.desk_condition_scrapped],
];

export interface OfferingForm {
  forms: Form[];
  approval: 'auto' | 'chain';
  /** In yuan. */
  deposit: string;
  project: string;
  statutoryExclusive: boolean;
  secret: boolean;
  titleClear: boolean;
  condition: Condition;
}

/** The terms under which a mode is offered now; undefined where it is not. */
export function offeringOf(instrument: Instrument, mode: Mode): Instrument['offerings'][number] | undefined {
  return instrument.offerings.find((offering) => offering.mode === mode && offering.status === 'offered');
}

export function offeringFormOf(instrument: Instrument, mode: Mode): OfferingForm {
  const offering = offeringOf(instrument, mode);
  const { project, statutoryExclusive, secret, titleClear, condition } = offering?.eligibility ?? {};
  return {
    forms: offering?.forms ?? ['machineTime'],
    approval: offering?.approval ?? 'chain',
    deposit: yuanInput(offering?.depositFen),
    project: project ?? '',
    statutoryExclusive: statutoryExclusive ?? false,
    secret: secret ?? false,
    titleClear: titleClear ?? true,
    condition: condition ?? 'normal',
  };
}

export function offeringInputOf(form: OfferingForm, mode: Mode): OfferingInput {
  const { forms, approval, deposit, project, ...statement } = form;
  const depositFen = fenOf(deposit);
  return {
    ...(mode === 'rent' && { forms }),
    approval,
    eligibility: { ...statement, project: project.trim() },
    ...(mode !== 'rent' && depositFen !== undefined && { depositFen }),
  };
}
