import { m } from '@guanyi/messages';
import { type ReactNode, useState } from 'react';
import { countText, localText } from '../../ui/format.ts';
import { type Mode, ModeBadge } from '../../ui/mode-badge.tsx';
import { accreditationName, disciplineName, type LabLevel, labLevelName } from '../../ui/vocabulary.ts';
import { PriceFacet } from './price-facet.tsx';
import {
  accreditations,
  type CatalogueSearch,
  compact,
  disciplines,
  labLevels,
  modes,
  type SearchReply,
  toggled,
} from './search-state.ts';

type Facets = NonNullable<SearchReply['facets']>;

interface Option {
  value: string;
  label: ReactNode;
  count: number;
}

interface FacetProps {
  legend: string;
  options: Option[];
  chosen: readonly string[] | undefined;
  onToggle: (value: string) => void;
  /** So many are shown before "the other n". Chosen ones are always shown. */
  visible?: number;
}

/** Tick boxes with counts. A value without results stays visible, disabled unless it is set. */
function Facet({ legend, options, chosen, onToggle, visible = 5 }: FacetProps) {
  const [open, setOpen] = useState(false);
  if (options.length === 0) return null;
  const shown = open ? options : options.filter(({ value }, index) => index < visible || chosen?.includes(value));
  const hidden = options.length - shown.length;
  return (
    <fieldset className="facet">
      <legend>{legend}</legend>
      <div>
        {shown.map(({ value, label, count }) => {
          const checked = chosen?.includes(value) ?? false;
          const empty = count === 0 && !checked;
          return (
            <label key={value} className={empty ? 'nil' : undefined}>
              <input type="checkbox" checked={checked} disabled={empty} onChange={() => onToggle(value)} />
              <span>{label}</span>
              <span>{countText(count)}</span>
            </label>
          );
        })}
        {(hidden > 0 || open) && (
          <button type="button" className="more" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? m.storefront_facet_less() : m.storefront_facet_more({ n: hidden })}
          </button>
        )}
      </div>
    </fieldset>
  );
}

function countsOf(facet: Facets['mode'] | undefined): Map<string, number> {
  return new Map(facet?.map(({ value, count }) => [value, count]));
}

/** Values of a fixed vocabulary: all of them, most results first. */
function fixedOptions<T extends string>(
  values: readonly T[],
  facet: Facets['mode'] | undefined,
  label: (value: T) => ReactNode,
): Option[] {
  const counts = countsOf(facet);
  return values
    .map((value) => ({ value, label: label(value), count: counts.get(value) ?? 0 }))
    .sort((a, b) => b.count - a.count);
}

/** Values that the results themselves brought, with their labels. */
function foundOptions(facet: Facets['region'] | undefined): Option[] {
  return (facet ?? []).map(({ value, label, count }) => ({ value, label: label ? localText(label) : value, count }));
}

/** Cities, codes of four digits; provinces are chosen in the search bar. */
function cities(facet: Facets['region'] | undefined): Facets['region'] | undefined {
  return facet?.filter(({ value }) => value.length === 4);
}

interface FacetsPanelProps {
  facets: Facets | undefined;
  search: CatalogueSearch;
  onChange: (search: CatalogueSearch) => void;
}

/** All filters of the catalogue; each change goes to the address at once. */
export function FacetsPanel({ facets, search, onChange }: FacetsPanelProps) {
  const toggle =
    (name: 'mode' | 'discipline' | 'region' | 'classCode' | 'labLevel' | 'accreditation') => (value: string) =>
      onChange(compact({ ...search, [name]: toggled<string>(search[name], value) }));
  return (
    <>
      <Facet
        legend={m.storefront_facet_discipline()}
        options={fixedOptions(disciplines, facets?.discipline, disciplineName)}
        chosen={search.discipline}
        onToggle={toggle('discipline')}
      />
      <Facet
        legend={m.storefront_facet_mode()}
        options={modes.map((mode) => ({
          value: mode,
          label: <ModeBadge mode={mode as Mode} />,
          count: countsOf(facets?.mode).get(mode) ?? 0,
        }))}
        chosen={search.mode}
        onToggle={toggle('mode')}
      />
      <Facet
        legend={m.storefront_facet_region()}
        options={foundOptions(cities(facets?.region))}
        chosen={search.region}
        onToggle={toggle('region')}
        visible={4}
      />
      <PriceFacet
        bands={facets?.price}
        value={search}
        onChange={(price) => onChange(compact({ ...search, ...price }))}
      />
      <Facet
        legend={m.storefront_facet_accreditation()}
        options={accreditations.map((value) => ({
          value,
          label: accreditationName(value),
          count: countsOf(facets?.accreditation).get(value) ?? 0,
        }))}
        chosen={search.accreditation}
        onToggle={toggle('accreditation')}
      />
      <Facet
        legend={m.storefront_facet_class()}
        options={foundOptions(facets?.classCode)}
        chosen={search.classCode}
        onToggle={toggle('classCode')}
      />
      <Facet
        legend={m.storefront_facet_level()}
        options={fixedOptions(labLevels, facets?.labLevel, (level) => labLevelName(level as LabLevel))}
        chosen={search.labLevel}
        onToggle={toggle('labLevel')}
      />
    </>
  );
}
