import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../app/query.ts';
import { countText, dayWithWeekday, localText } from '../../ui/format.ts';
import { modeName } from '../../ui/mode-badge.tsx';
import { Chip } from '../../ui/tag.tsx';
import { accreditationName, disciplineName, type LabLevel, labLevelName } from '../../ui/vocabulary.ts';
import { type CatalogueSearch, compact, type SearchReply } from './search-state.ts';

interface SetFilter {
  key: string;
  label: string;
  without: CatalogueSearch;
}

/** Names of places and classes by code: from the facets where they stand there, else from the vocabulary. */
function useRegionNames(reply: SearchReply | undefined): (code: string) => string {
  const { data } = useQuery({
    ...read('listRegions', { query: { level: 1, limit: 100 } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (code) => {
    const found =
      reply?.facets?.region.find(({ value }) => value === code)?.label ??
      data?.items.find((region) => region.code.slice(0, code.length) === code)?.name;
    return found ? localText(found) : code;
  };
}

/** Every filter that is set, in words, each with the state without it. */
function setFilters(
  search: CatalogueSearch,
  reply: SearchReply | undefined,
  regionName: (code: string) => string,
): SetFilter[] {
  const list = <K extends 'mode' | 'discipline' | 'region' | 'classCode' | 'labLevel' | 'alliance' | 'accreditation'>(
    name: K,
    label: (value: string) => string,
  ): SetFilter[] =>
    (search[name] ?? []).map((value) => ({
      key: `${name} ${value}`,
      label: label(value),
      without: compact({ ...search, [name]: (search[name] as string[]).filter((other) => other !== value) }),
    }));
  const { day, from, until, ...undated } = search;
  const className = (code: string) => {
    const label = reply?.facets?.classCode.find(({ value }) => value === code)?.label;
    return label ? localText(label) : code;
  };
  const lab = reply?.items[0]?.lab;
  return [
    ...list('discipline', (value) => disciplineName(value as Parameters<typeof disciplineName>[0])),
    ...list('mode', (value) => modeName(value as Parameters<typeof modeName>[0])),
    ...list('classCode', className),
    ...list('labLevel', (value) => labLevelName(value as LabLevel)),
    ...list('alliance', (value) => value),
    ...list('accreditation', accreditationName),
    ...priceFilter(search),
    ...list('region', regionName),
    ...(search.labId
      ? [
          {
            key: 'lab',
            label: lab ? localText(lab.name) : m.storefront_one_lab(),
            without: compact({ ...search, labId: undefined }),
          },
        ]
      : []),
    ...(day ? [{ key: 'day', label: `${dayWithWeekday(day)} ${from}–${until}`, without: undated }] : []),
  ];
}

function priceFilter(search: CatalogueSearch): SetFilter[] {
  const { minYuan, maxYuan } = search;
  if (minYuan === undefined && maxYuan === undefined) return [];
  const from = countText(minYuan ?? 0);
  const until = countText(maxYuan ?? 0);
  const range =
    maxYuan === undefined
      ? m.storefront_chip_price_from({ amount: from })
      : m.storefront_chip_price_range({ from, until });
  const label = minYuan === undefined ? m.storefront_chip_price({ amount: until }) : range;
  return [{ key: 'price', label, without: compact({ ...search, minYuan: undefined, maxYuan: undefined }) }];
}

/** The words and filters in one line, as a name for the search; dates are no part of it. */
export function useSearchName(search: CatalogueSearch, reply: SearchReply | undefined): string {
  const filters = setFilters(search, reply, useRegionNames(reply)).filter(({ key }) => key !== 'day');
  return [search.q, ...filters.map(({ label }) => label)].filter(Boolean).join(' · ');
}

interface ChipsProps {
  search: CatalogueSearch;
  reply: SearchReply | undefined;
  onChange: (search: CatalogueSearch) => void;
}

/** The filters that are set; each can be taken off by itself, all of them at once. The words stay. */
export function Chips({ search, reply, onChange }: ChipsProps) {
  const filters = setFilters(search, reply, useRegionNames(reply));
  if (filters.length === 0) return null;
  return (
    <>
      {filters.map(({ key, label, without }) => (
        <Chip key={key} removeLabel={m.storefront_chip_remove({ name: label })} onRemove={() => onChange(without)}>
          {label}
        </Chip>
      ))}
      <button
        type="button"
        className="text-button"
        onClick={() => onChange(compact({ q: search.q, sort: search.sort }))}
      >
        {m.storefront_clear_all()}
      </button>
    </>
  );
}

/** How many filters are set, for the button that opens them on a phone. */
export function countFilters(search: CatalogueSearch): number {
  const { q: _q, sort: _sort, from: _from, until: _until, minYuan, maxYuan, ...lists } = search;
  const rest = { ...lists, price: minYuan ?? maxYuan };
  return Object.values(rest)
    .filter((value) => value !== undefined)
    .reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 1), 0);
}
