import { m } from '@guanyi/messages';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { LabOptions } from '../../app/lab-picker.tsx';
import { useOwnLabs } from '../../app/own-labs.ts';
import { Button } from '../../ui/button.tsx';
import { defaultZone, monthName } from '../../ui/format.ts';
import { modeName } from '../../ui/mode-badge.tsx';
import { priceGroupName } from '../../ui/vocabulary.ts';
import { dayOf } from '../../ui/zone.ts';
import { type RevenueSearch, revenueGroups, revenueModes } from './revenue-search.ts';
import type { Revenue } from './revenue-tables.ts';
import { monthAfter } from './use-finance.ts';

const monthsBack = 36;

interface RevenueFiltersProps {
  search: RevenueSearch;
  report: Revenue;
  onChange: (next: RevenueSearch) => void;
}

/** Months, lab, mode and price group; all of them stand in the address. */
export function RevenueFilters({ search, report, onChange }: RevenueFiltersProps) {
  const [words, setWords] = useState('');
  const { labs, hasMore } = useOwnLabs(words);
  const isFiltered = search.from || search.until || search.lab || search.mode || search.group;
  return (
    <div className="work-tools">
      <Month
        label={m.revenue_from()}
        value={report.from}
        onChange={(from) => onChange({ from, until: report.until })}
      />
      <span aria-hidden="true">–</span>
      <Month
        label={m.revenue_until()}
        value={report.until}
        onChange={(until) => onChange({ from: report.from, until })}
      />
      {hasMore && (
        <input
          type="search"
          className="inp small"
          aria-label={m.desk_find_lab()}
          placeholder={m.desk_find_lab()}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <select
        className="inp small"
        aria-label={m.desk_lab()}
        value={search.lab ?? ''}
        onChange={(event) => onChange({ lab: event.target.value || undefined })}
      >
        <option value="">{m.revenue_any_lab()}</option>
        <LabOptions labs={labs} />
      </select>
      <select
        className="inp small"
        aria-label={m.revenue_by_mode()}
        value={search.mode ?? ''}
        onChange={(event) => onChange({ mode: revenueModes.find((mode) => mode === event.target.value) })}
      >
        <option value="">{m.revenue_any_mode()}</option>
        {revenueModes.map((mode) => (
          <option key={mode} value={mode}>
            {modeName(mode)}
          </option>
        ))}
      </select>
      <select
        className="inp small"
        aria-label={m.revenue_by_group()}
        value={search.group ?? ''}
        onChange={(event) => onChange({ group: revenueGroups.find((group) => group === event.target.value) })}
      >
        <option value="">{m.revenue_any_group()}</option>
        {revenueGroups.map((group) => (
          <option key={group} value={group}>
            {priceGroupName(group)}
          </option>
        ))}
      </select>
      {isFiltered && (
        <Button look="bare" size="small" onClick={() => onChange(nothing)}>
          {m.desk_clear_filters()}
        </Button>
      )}
    </div>
  );
}

const nothing: RevenueSearch = {
  from: undefined,
  until: undefined,
  lab: undefined,
  mode: undefined,
  group: undefined,
};

function Month({ label, value, onChange }: { label: string; value: string; onChange: (month: string) => void }) {
  const current = dayOf(now(), defaultZone).slice(0, 7);
  const months = Array.from({ length: monthsBack }, (_, index) => monthAfter(current, -index));
  if (!months.includes(value)) months.push(value);
  return (
    <select className="inp small" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {months.map((month) => (
        <option key={month} value={month}>
          {monthName(`${month}-01`)}
        </option>
      ))}
    </select>
  );
}
