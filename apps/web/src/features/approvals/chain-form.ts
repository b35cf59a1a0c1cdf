import type { CallInput, Reply } from '../../app/client.ts';
import { dayOf, instantOf } from '../../ui/zone.ts';
import { readYuan } from '../payments/read-yuan.ts';

export type ChainPolicy = Reply<'listApprovalPolicies'>['items'][number];
export type ChainStep = ChainPolicy['steps'][number];
type NewPolicy = Exclude<NonNullable<CallInput<'putApprovalPolicy'>['body']>, FormData>;

/** National rules begin at midnight in China. */
const zone = 'Asia/Shanghai';
/** A policy counts its time in hours of working days; people think in days. */
const dayHours = 24;

export interface StepDraft {
  /** Tells cards apart while they move. */
  key: number;
  role: ChainStep['role'];
  orRoles: readonly ChainStep['role'][];
  /** Asked together with the step above. */
  alongside: boolean;
  /** Working days, as typed. */
  days: string;
  onTimeout: ChainStep['onTimeout'];
}

/** A policy while somebody writes it; numbers are texts as typed. */
export interface ChainDraft {
  scope: string;
  mode: ChainPolicy['mode'];
  valueFrom: string;
  valueUntil: string;
  daysFrom: string;
  filingDays: string;
  firstDay: string;
  lastDay: string;
  steps: readonly StepDraft[];
}

let lastKey = 0;

export function newStep(role: ChainStep['role'] = 'assetOfficer'): StepDraft {
  lastKey += 1;
  return { key: lastKey, role, orRoles: [], alongside: false, days: '3', onTimeout: 'escalate' };
}

/** A draft that takes the place of `policy`, or an empty one. */
export function draftOf(policy: ChainPolicy | undefined, today: string): ChainDraft {
  const term = { firstDay: today, lastDay: '' };
  if (!policy) {
    const band = { valueFrom: '0', valueUntil: '', daysFrom: '', filingDays: '15' };
    return { ...{ scope: 'national', mode: 'loan' }, ...band, ...term, steps: [newStep('labManager'), newStep()] };
  }
  return {
    scope: policy.scope,
    mode: policy.mode,
    valueFrom: yuanOf(policy.valueFromFen),
    valueUntil: policy.valueUntilFen === undefined ? '' : yuanOf(policy.valueUntilFen),
    daysFrom: policy.daysFrom > 0 ? String(policy.daysFrom) : '',
    filingDays: policy.filingWorkingDays === undefined ? '' : String(policy.filingWorkingDays),
    ...term,
    steps: policy.steps.map((step) => ({
      ...newStep(step.role),
      orRoles: step.orRoles ?? [],
      alongside: step.alongside ?? false,
      days: String(step.slaHours / dayHours),
      onTimeout: step.onTimeout,
    })),
  };
}

function yuanOf(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
}

/** What is wrong with the draft, by field; an empty object when it can be sent. */
export type ChainFaults = Partial<Record<'valueFrom' | 'valueUntil' | 'daysFrom' | 'filingDays' | 'lastDay', true>> & {
  steps?: readonly number[];
};

export function faultsOf(draft: ChainDraft): ChainFaults {
  const from = readYuan(draft.valueFrom);
  const until = readYuan(draft.valueUntil);
  const late = draft.steps.filter((step) => hoursOf(step.days) === undefined).map(({ key }) => key);
  return {
    ...(from === undefined && { valueFrom: true as const }),
    ...(draft.valueUntil.trim() !== '' &&
      (until === undefined || until <= (from ?? 0)) && { valueUntil: true as const }),
    ...(wholeOf(draft.daysFrom, 36_525) === undefined && { daysFrom: true as const }),
    ...(wholeOf(draft.filingDays, 366) === undefined && { filingDays: true as const }),
    ...(draft.lastDay !== '' && draft.lastDay < draft.firstDay && { lastDay: true as const }),
    ...(late.length > 0 && { steps: late }),
  };
}

/** Whole hours of a number of working days, half days allowed; undefined when it is none. */
export function hoursOf(days: string): number | undefined {
  const hours = Number(days) * dayHours;
  return days.trim() !== '' && Number.isInteger(hours) && hours >= 1 && hours <= 366 * dayHours ? hours : undefined;
}

/** A whole number up to `most`, null for nothing; undefined when it is neither. */
function wholeOf(text: string, most: number): number | null | undefined {
  if (text.trim() === '') return null;
  return /^\d{1,5}$/.test(text.trim()) && Number(text) <= most ? Number(text) : undefined;
}

/** The steps of a draft as a chain has them. */
export function stepsOf(draft: ChainDraft): ChainStep[] {
  return draft.steps.map(({ role, orRoles, alongside, days, onTimeout }, i) => ({
    ...{ role, onTimeout, slaHours: hoursOf(days) ?? dayHours },
    ...(orRoles.length > 0 && { orRoles: [...orRoles] }),
    ...(alongside && i > 0 && { alongside }),
  }));
}

/** The body that sets the draft in force. Only for drafts without faults. */
export function bodyOf(draft: ChainDraft): NewPolicy {
  const until = readYuan(draft.valueUntil);
  const midnight = (day: string, daysLater: number) =>
    new Date(instantOf(day, daysLater * 24 * 60, zone)).toISOString();
  return {
    ...{ scope: draft.scope, mode: draft.mode, steps: stepsOf(draft) },
    ...(draft.mode === 'rent' && { form: 'termLease' as const }),
    valueFromFen: readYuan(draft.valueFrom) ?? 0,
    ...(until !== undefined && { valueUntilFen: until }),
    daysFrom: wholeOf(draft.daysFrom, 36_525) ?? 0,
    filingWorkingDays: wholeOf(draft.filingDays, 366) ?? null,
    effectiveFrom: midnight(draft.firstDay, 0),
    ...(draft.lastDay !== '' && { effectiveUntil: midnight(draft.lastDay, 1) }),
  };
}

/** Steps that are asked together, in order: one stage after the other. */
export function stagesOf<S extends { alongside?: boolean | undefined }>(steps: readonly S[]): S[][] {
  const stages: S[][] = [];
  for (const step of steps) {
    const last = stages.at(-1);
    if (step.alongside && last) last.push(step);
    else stages.push([step]);
  }
  return stages;
}

/** Moves the step at `index` by one place up or down; the first can stand beside nothing. */
export function moveStep(steps: readonly StepDraft[], index: number, by: -1 | 1): StepDraft[] {
  const moved = [...steps];
  const [step] = moved.splice(index, 1);
  if (step) moved.splice(index + by, 0, step);
  return moved.map((one, i) => (i === 0 ? { ...one, alongside: false } : one));
}

/** The days on which a policy holds, in China. */
export function termOf(policy: ChainPolicy): { firstDay: string | undefined; lastDay: string | undefined } {
  const from = Date.parse(policy.effectiveFrom);
  return {
    firstDay: from > 0 ? dayOf(from, zone) : undefined,
    lastDay: policy.effectiveUntil && dayOf(Date.parse(policy.effectiveUntil) - 1, zone),
  };
}
