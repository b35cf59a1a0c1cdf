import { m } from '@guanyi/messages';
import { useMemo } from 'react';
import { now } from '../../app/clock.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { countText, defaultZone, localText, monthName, yuanText } from '../../ui/format.ts';
import { dayOf } from '../../ui/zone.ts';
import { type Charge, type FinanceRow, kindName, type Usage, varianceOf } from './finance-rows.ts';
import { chargeKinds, type FinanceSearch } from './finance-views.ts';
import { monthAfter } from './use-finance.ts';

const monthsBack = 24;

interface FinanceFiltersProps {
  month: string;
  search: FinanceSearch;
  rows: readonly FinanceRow[];
  onChange: (next: FinanceSearch) => void;
}

/** Month, customer, instrument and kind; all of them stand in the address. */
export function FinanceFilters({ month, search, rows, onChange }: FinanceFiltersProps) {
  const organisations = useMemo(
    () => named(rows, ({ organisationId, organisation }) => [organisationId, localText(organisation.name)]),
    [rows],
  );
  const instruments = useMemo(
    () => named(rows, ({ instrumentId, instrument }) => [instrumentId, instrument.model]),
    [rows],
  );
  const isFiltered = search.organisation || search.instrument || search.kind;
  return (
    <div className="work-tools">
      <MonthChoice month={month} onChange={(next) => onChange({ month: next, row: undefined, charge: undefined })} />
      <Choice
        label={m.desk_any_organisation()}
        value={search.organisation}
        options={organisations}
        onChange={(organisation) => onChange({ organisation })}
      />
      <Choice
        label={m.desk_any_instrument()}
        value={search.instrument}
        options={instruments}
        onChange={(instrument) => onChange({ instrument })}
      />
      <Choice
        label={m.desk_any_kind()}
        value={search.kind}
        options={chargeKinds.map((kind) => [kind, kindName(kind)])}
        onChange={(picked) => onChange({ kind: chargeKinds.find((kind) => kind === picked) })}
      />
      {isFiltered && (
        <Button
          look="bare"
          size="small"
          onClick={() => onChange({ organisation: undefined, instrument: undefined, kind: undefined })}
        >
          {m.desk_clear_filters()}
        </Button>
      )}
    </div>
  );
}

/** One month with the way to the one before and after; the present one leaves no trace in the address. */
function MonthChoice({ month, onChange }: { month: string; onChange: (month: string | undefined) => void }) {
  const current = dayOf(now(), defaultZone).slice(0, 7);
  const months = Array.from({ length: monthsBack }, (_, index) => monthAfter(current, -index));
  if (!months.includes(month)) months.push(month);
  const go = (next: string) => onChange(next === current ? undefined : next);
  return (
    <>
      <IconButton
        icon="left"
        className="btn small square"
        label={m.ui_month_previous()}
        onClick={() => go(monthAfter(month, -1))}
      />
      <select
        className="inp small"
        aria-label={m.desk_month()}
        value={month}
        onChange={(event) => go(event.target.value)}
      >
        {months.map((option) => (
          <option key={option} value={option}>
            {monthName(`${option}-01`)}
          </option>
        ))}
      </select>
      <IconButton
        icon="right"
        className="btn small square"
        label={m.ui_month_next()}
        disabled={month >= current}
        onClick={() => go(monthAfter(month))}
      />
    </>
  );
}

type NamedOption = readonly [id: string, name: string];

/** The distinct things that stand in the rows, by name. */
function named(
  rows: readonly FinanceRow[],
  pick: (source: Usage | Charge) => readonly [id: string, name: string],
): NamedOption[] {
  const found = new Map<string, string>();
  for (const { usage, charges } of rows) {
    const source = usage ?? charges[0];
    if (source) found.set(...pick(source));
  }
  return [...found].sort((a, b) => a[1].localeCompare(b[1]));
}

interface ChoiceProps {
  /** The name of the filter and of its empty choice. */
  label: string;
  value: string | undefined;
  options: readonly NamedOption[];
  onChange: (value: string | undefined) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <select
      className="inp small"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">{label}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Count and sums of exactly the rows below. */
export function FinanceFigures({ rows }: { rows: readonly FinanceRow[] }) {
  const sum = (pick: (row: FinanceRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const figures = [
    [m.desk_figure_count(), m.desk_figure_rows({ n: countText(rows.length) })],
    [
      m.desk_figure_notable(),
      m.desk_figure_rows({ n: countText(rows.filter((row) => varianceOf(row).isNotable).length) }),
    ],
    [m.desk_figure_subtotal(), yuanText(sum(({ subtotalFen }) => subtotalFen))],
    [m.desk_figure_total(), yuanText(sum(({ totalFen }) => totalFen))],
  ];
  return (
    <dl className="figs">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
