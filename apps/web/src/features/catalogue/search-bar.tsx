import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { now } from '../../app/clock.ts';
import { read } from '../../app/query.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { dayWithWeekday, defaultZone, localText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { addDays, clockText, type Day, dayOf } from '../../ui/zone.ts';
import type { CatalogueSearch } from './search-state.ts';

/** What the bar asks for; the facets keep the rest of the state. */
export type SearchBarValue = Pick<CatalogueSearch, 'q' | 'day' | 'from' | 'until' | 'region'>;

interface SearchBarProps {
  value: SearchBarValue;
  onSearch: (value: SearchBarValue) => void;
}

const manyRegions = 'many';
const defaultFrom = '09:00';
const defaultUntil = '12:00';

/** Provinces with their names; they change once in decades. */
function useProvinces() {
  const { data } = useQuery({
    ...read('listRegions', { query: { level: 1, limit: 100 } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.items ?? [];
}

function whenText(value: SearchBarValue): string {
  if (!value.day) return m.storefront_when_any();
  return `${dayWithWeekday(value.day)} ${value.from}–${value.until}`;
}

/** One box for words, dates and place; on a phone one line that opens a sheet with the same fields. */
export function SearchBar({ value, onSearch }: SearchBarProps) {
  const [draft, setDraft] = useState(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address decides; its parts are compared, not the object.
  useEffect(() => setDraft(value), [value.q, value.day, value.from, value.until, value.region?.join()]);
  const search = (next: SearchBarValue) => {
    setDraft(next);
    onSearch(next);
  };
  const parts = { draft, onDraft: setDraft, onSearch: search };
  return (
    <>
      <WideBar {...parts} />
      <PhoneBar {...parts} value={value} />
    </>
  );
}

interface BarProps {
  draft: SearchBarValue;
  /** Words wait for Enter. */
  onDraft: (value: SearchBarValue) => void;
  /** Dates and place search at once. */
  onSearch: (value: SearchBarValue) => void;
}

function WideBar({ draft, onDraft, onSearch }: BarProps) {
  const regionId = useId();
  const input = useRef<HTMLInputElement>(null);
  useSlashKey(input);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(draft);
  };
  return (
    <search>
      <form className="omni" onSubmit={submit}>
        <label>
          <span>{m.storefront_what()}</span>
          <input
            ref={input}
            value={draft.q ?? ''}
            maxLength={100}
            placeholder={m.storefront_what_placeholder()}
            onChange={(event) => onDraft({ ...draft, q: event.target.value })}
          />
        </label>
        <Menu
          stay
          buttonClassName="omni-part"
          button={
            <>
              <span>{m.storefront_when()}</span>
              <b>{whenText(draft)}</b>
            </>
          }
        >
          <WhenFields value={draft} onChange={onSearch} />
        </Menu>
        <div className="omni-part">
          <label htmlFor={regionId}>{m.storefront_where()}</label>
          <RegionSelect id={regionId} value={draft.region} onChange={(region) => onSearch(withRegion(draft, region))} />
        </div>
        <Button type="submit" look="firm">
          {m.storefront_search()}
        </Button>
      </form>
    </search>
  );
}

function PhoneBar({ value, draft, onDraft, onSearch }: BarProps & { value: SearchBarValue }) {
  const regionId = useId();
  const [open, setOpen] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setOpen(false);
    onSearch(draft);
  };
  return (
    <>
      <div className="omni-phone">
        <button type="button" onClick={() => setOpen(true)}>
          <Icon name="search" />
          <span>
            {value.q || m.storefront_what_placeholder()}
            <small>{whenText(value)}</small>
          </span>
        </button>
        {value.q && (
          <IconButton icon="x" label={m.storefront_clear_words()} onClick={() => onSearch(withoutWords(value))} />
        )}
      </div>
      {open && (
        <Dialog shape="sheet" title={m.storefront_search_title()} onClose={() => setOpen(false)}>
          <form className="sheet-form" onSubmit={submit}>
            <TextField
              label={m.storefront_what()}
              value={draft.q ?? ''}
              maxLength={100}
              enterKeyHint="search"
              placeholder={m.storefront_what_placeholder()}
              onChange={(event) => onDraft({ ...draft, q: event.target.value })}
            />
            <WhenFields value={draft} onChange={onDraft} />
            <div className="field">
              <label htmlFor={regionId}>{m.storefront_where()}</label>
              <RegionSelect
                id={regionId}
                value={draft.region}
                onChange={(region) => onDraft(withRegion(draft, region))}
              />
            </div>
            <Button type="submit" look="firm" size="tall">
              {m.storefront_search()}
            </Button>
          </form>
        </Dialog>
      )}
    </>
  );
}

function withRegion(value: SearchBarValue, region: string[] | undefined): SearchBarValue {
  const { region: _, ...rest } = value;
  return region ? { ...rest, region } : rest;
}

function withoutWords({ q: _, ...rest }: SearchBarValue): SearchBarValue {
  return rest;
}

function withDates(value: SearchBarValue, day: Day | undefined, from: string, until: string): SearchBarValue {
  const { day: _day, from: _from, until: _until, ...rest } = value;
  return day ? { ...rest, day, from, until } : rest;
}

/** `/` puts the cursor into the search box from anywhere outside a field. */
function useSlashKey(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog');
      if (event.key !== '/' || inField || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [input]);
}

/** Half hours of a day as texts, which sort like the times they stand for. */
const clockTimes = Array.from({ length: 49 }, (_, index) => clockText(index * 30));

/** Options for the times; one that came by the address and lies between them is kept. */
function withOwn(times: string[], own: string) {
  return (times.includes(own) ? times : [...times, own].sort()).map((time) => (
    <option key={time} value={time}>
      {time}
    </option>
  ));
}

function WhenFields({ value, onChange }: { value: SearchBarValue; onChange: (value: SearchBarValue) => void }) {
  const today = dayOf(now(), defaultZone);
  const from = value.from ?? defaultFrom;
  const until = value.until ?? defaultUntil;
  return (
    <fieldset className="when-fields">
      <legend className="vh">{m.storefront_when()}</legend>
      <TextField
        type="date"
        label={m.storefront_day()}
        min={today}
        max={addDays(today, 730)}
        value={value.day ?? ''}
        onChange={(event) => onChange(withDates(value, event.target.value || undefined, from, until))}
      />
      <div className="f2">
        <SelectField
          label={m.storefront_from()}
          value={from}
          disabled={!value.day}
          onChange={(event) => {
            const start = event.target.value;
            const end = until > start ? until : (clockTimes.find((time) => time > start) ?? until);
            onChange(withDates(value, value.day, start, end));
          }}
        >
          {withOwn(clockTimes.slice(0, -1), from)}
        </SelectField>
        <SelectField
          label={m.storefront_until()}
          value={until}
          disabled={!value.day}
          onChange={(event) => onChange(withDates(value, value.day, from, event.target.value))}
        >
          {withOwn(
            clockTimes.filter((time) => time > from),
            until,
          )}
        </SelectField>
      </div>
      {value.day && (
        <Button look="bare" size="small" onClick={() => onChange(withDates(value, undefined, from, until))}>
          {m.storefront_when_clear()}
        </Button>
      )}
    </fieldset>
  );
}

interface RegionSelectProps {
  id: string;
  value: string[] | undefined;
  onChange: (region: string[] | undefined) => void;
}

function RegionSelect({ id, value, onChange }: RegionSelectProps) {
  const provinces = useProvinces();
  const single = value?.length === 1 ? value[0] : undefined;
  const known = single !== undefined && provinces.some(({ code }) => code.slice(0, 2) === single);
  const several = value && !known;
  return (
    <select
      id={id}
      className="inp"
      value={several ? manyRegions : (single ?? '')}
      onChange={(event) => onChange(event.target.value ? [event.target.value] : undefined)}
    >
      <option value="">{m.storefront_where_any()}</option>
      {several && (
        <option value={manyRegions} disabled>
          {m.storefront_where_chosen({ n: value.length })}
        </option>
      )}
      {provinces.map((province) => (
        <option key={province.code} value={province.code.slice(0, 2)}>
          {localText(province.name)}
        </option>
      ))}
    </select>
  );
}
