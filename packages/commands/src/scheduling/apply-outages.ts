import { createHash } from 'node:crypto';
import type { Tx } from '@guanyi/db/client';
import { findByAssetNumbers, findImportKeys, type NamedInstrument } from '@guanyi/db/scheduling/outage-imports';
import { lockInstrument } from '@guanyi/db/scheduling/suspended-claims';
import type { Window } from '@guanyi/domain/kernel/window';
import {
  instantOf,
  type OutageDraft,
  type OutageFaultCode,
  type OutageRow,
} from '@guanyi/domain/scheduling/outage-row';
import type { CommandContext } from '../context.ts';
import { announceOutage, isTooLong } from './create-outage.ts';

interface Rows {
  labId: string;
  dryRun: boolean;
  rows: readonly OutageRow[];
}

export interface AppliedOutages {
  created: number;
  unchanged: number;
  /** Claims that had to make way. */
  conflicts: number;
  rejected: Extract<OutageRow, { ok: false }>[];
}

/**
 * Announces the outages of the rows. With `dryRun` it only counts. A line that has made an outage makes no other, also after
 * that one was called off.
 */
export async function applyOutages(
  tx: Tx,
  context: CommandContext,
  { labId, dryRun, rows }: Rows,
): Promise<AppliedOutages> {
  const assetNumbers = rows.flatMap((row) => (row.ok ? [row.draft.assetNumber] : []));
  const named = await findByAssetNumbers(tx, labId, [...new Set(assetNumbers)]);
  const judged = rows.map((row) => (row.ok ? judgeDraft(row.draft, named) : row));
  const rejected = judged.filter((row) => !row.ok);
  const applied: AppliedOutages = { created: 0, unchanged: 0, conflicts: 0, rejected };
  // By instrument, as everybody locks instruments in one order.
  const wanted = judged.filter((row) => row.ok).sort((a, b) => a.instrument.id.localeCompare(b.instrument.id));
  const keys = wanted.map(({ key }) => key);
  const known = await findImportKeys(tx, labId, keys);
  for (const one of wanted) {
    if (known.has(one.key)) applied.unchanged += 1;
    else if (dryRun) applied.created += 1;
    else await announce(tx, context, one, applied);
  }
  return applied;
}

async function announce(tx: Tx, context: CommandContext, one: PlannedOutage, applied: AppliedOutages): Promise<void> {
  const instrument = await lockInstrument(tx, context.reach, one.instrument.id);
  if (!instrument) throw new Error(`Instrument ${one.instrument.id} is gone while outages are imported.`);
  const { kind, note } = one.draft;
  const wanted = { ...one.window, kind, note, planId: null, importKey: one.key };
  const created = await announceOutage(tx, context, instrument, wanted);
  if (!created) applied.unchanged += 1;
  else {
    applied.created += 1;
    applied.conflicts += created.conflicts.length;
  }
}

interface PlannedOutage {
  ok: true;
  draft: OutageDraft;
  instrument: NamedInstrument;
  window: Window;
  /** The same for the same instrument, time and kind, whatever the note says. */
  key: string;
}

type Judged = PlannedOutage | Extract<OutageRow, { ok: false }>;

function judgeDraft(draft: OutageDraft, named: ReadonlyMap<string, NamedInstrument>): Judged {
  const instrument = named.get(draft.assetNumber);
  if (!instrument) return refused(draft, 'assetNumber', 'unknown-asset-number');
  if (instrument.status === 'retired') return refused(draft, 'assetNumber', 'instrument-retired');
  const window = { from: instantOf(draft.from, instrument.zone), until: instantOf(draft.until, instrument.zone) };
  if (window.until <= window.from || isTooLong(window)) return refused(draft, 'until', 'invalid-window');
  const text = [instrument.id, window.from, window.until, draft.kind].join(' ');
  return { ok: true, draft, instrument, window, key: createHash('sha256').update(text).digest('base64url') };
}

function refused(draft: OutageDraft, column: string, code: OutageFaultCode): Extract<OutageRow, { ok: false }> {
  const value = column === 'assetNumber' ? draft.assetNumber : null;
  return { ok: false, line: draft.line, faults: [{ column, code, value }] };
}
