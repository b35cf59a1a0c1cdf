import { m } from '@guanyi/messages';
import { ApiProblem, type FieldProblem } from '../../app/problem.ts';

const words: Readonly<Record<string, () => string>> = {
  required: m.desk_fault_required,
  'out-of-range': m.desk_fault_range,
  'too-small': m.desk_fault_range,
  'too-big': m.desk_fault_range,
  'invalid-time': m.desk_fault_time,
  'backward-window': m.desk_fault_backward,
  'min-over-max': m.desk_fault_min_over_max,
  'no-length-on-grid': m.desk_fault_grid,
  'min-over-open-hours': m.desk_fault_min_over_open,
  'lead-over-horizon': m.desk_fault_lead,
  'cap-below-minimum': m.desk_fault_cap,
  'backward-period': m.desk_fault_backward,
  'steps-not-rising': m.desk_fault_steps,
  'already-exists': m.desk_fault_exists,
  'unknown-class-code': m.desk_fault_class,
  'not-eligible': m.desk_fault_eligible,
};

function faults(error: unknown): readonly FieldProblem[] {
  return error instanceof ApiProblem ? (error.problem.errors ?? []) : [];
}

function say({ code, message }: FieldProblem): string {
  return words[code]?.() ?? (message || code);
}

/** What is wrong at one place of a refused body, named by its JSON pointer, in words. */
export function faultAt(error: unknown, pointer: string): string | undefined {
  const found = faults(error).find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
  return found && say(found);
}

/** Faults at places that the form does not show, so that none is lost. */
export function faultsElsewhere(error: unknown, shown: readonly string[]): string[] {
  const isShown = (pointer: string) => shown.some((known) => pointer === known || pointer.startsWith(`${known}/`));
  return faults(error)
    .filter(({ pointer }) => !isShown(pointer))
    .map((fault) => `${fault.pointer} ${say(fault)}`);
}

/** Whether the refusal names places of the body. */
export function hasFaults(error: unknown): boolean {
  return faults(error).length > 0;
}

/** Whether somebody else has changed the thing since it was read. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'version-mismatch';
}
