import { m } from '@guanyi/messages';
import { Fact } from '../../ui/desk.tsx';
import { longDay, yuanText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Tone } from '../../ui/tag.tsx';
import type { Instrument } from '../catalogue/instrument-title.tsx';
import type { LendingKind } from './lending-words.ts';

type Line = readonly [tone: Tone | undefined, label: string, sentence: string];

/** Whether the instrument can be had at all, for which days and under which conditions, before anybody asks. */
export function EligibilityFacts({ instrument, kind }: { instrument: Instrument; kind: LendingKind }) {
  return (
    <section aria-label={m.term_eligibility()}>
      <h2>{m.term_eligibility()}</h2>
      {linesOf(instrument, kind).map(([tone, label, sentence]) => (
        <Fact
          key={label}
          tone={tone}
          label={label}
          icon={<Icon name={tone === 'ok' ? 'check' : tone ? 'warn' : 'info'} />}
        >
          {sentence}
        </Fact>
      ))}
    </section>
  );
}

function linesOf(instrument: Instrument, kind: LendingKind): Line[] {
  const offering = instrument.offerings.find(({ mode }) => mode === (kind === 'loan' ? 'loan' : 'rent'));
  const isOffered = kind === 'loan' ? offering !== undefined : offering?.forms?.includes('termLease');
  if (!isOffered || !offering) return [['bad', m.term_offered(), m.term_not_offered()]];
  const { project, statutoryExclusive, secret, titleClear, condition } = offering.eligibility ?? {};
  const isFit =
    Boolean(project) && !statutoryExclusive && !secret && titleClear !== false && (condition ?? 'normal') === 'normal';
  return [
    ['ok', m.term_offered(), kind === 'loan' ? m.term_free_of_charge() : m.term_paid_by_day()],
    [isFit ? 'ok' : 'bad', m.term_asset(), isFit ? m.term_asset_fit({ project: project ?? '' }) : m.term_asset_unfit()],
    supervision(instrument),
    value(instrument),
    [undefined, m.term_longest(), m.term_longest_text()],
    offering.depositFen && kind === 'loan'
      ? [undefined, m.lending_deposit(), m.lending_deposit_note({ amount: yuanText(offering.depositFen) })]
      : undefined,
  ].filter((line) => line !== undefined) as Line[];
}

/** X4: on no day of customs supervision. */
function supervision({ customsSupervisedUntil }: Instrument): Line {
  const label = m.term_supervision();
  if (!customsSupervisedUntil) return ['ok', label, m.term_supervision_none()];
  return ['hm', label, m.term_supervision_until({ day: longDay(customsSupervisedUntil) })];
}

function value({ originalValueFen }: Instrument): Line {
  const label = m.term_chain();
  if (originalValueFen === undefined) return ['bad', label, m.term_value_unknown()];
  return ['ok', label, m.term_chain_text({ value: `¥${yuanText(originalValueFen)}` })];
}
