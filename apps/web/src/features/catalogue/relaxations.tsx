import { m } from '@guanyi/messages';
import { countText, dayWithWeekday } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { type CatalogueSearch, compact, type SearchReply } from './search-state.ts';

interface Relaxation {
  text: string;
  search: CatalogueSearch;
}

/** A parameter of the API that was left out, as words and as the state of the page without it. */
function relaxation(without: string, total: number, search: CatalogueSearch): Relaxation | undefined {
  const n = countText(total);
  const named = (name: string) => m.storefront_relax({ name, n });
  const { day, from: _from, until: _until, ...undated } = search;
  switch (without) {
    case 'availableFrom':
    case 'availableUntil':
    case 'available':
    case 'dates':
      return { text: named(day ? dayWithWeekday(day) : m.storefront_when()), search: undated };
    case 'region':
      return { text: m.storefront_relax_region({ n }), search: compact({ ...search, region: undefined }) };
    case 'q':
      return { text: named(search.q ?? ''), search: compact({ ...search, q: undefined }) };
    case 'discipline':
      return { text: named(m.storefront_facet_discipline()), search: compact({ ...search, discipline: undefined }) };
    case 'mode':
      return { text: named(m.storefront_facet_mode()), search: compact({ ...search, mode: undefined }) };
    case 'classCode':
      return { text: named(m.storefront_facet_class()), search: compact({ ...search, classCode: undefined }) };
    case 'labLevel':
      return { text: named(m.storefront_facet_level()), search: compact({ ...search, labLevel: undefined }) };
    case 'labId':
      return { text: named(m.storefront_one_lab()), search: compact({ ...search, labId: undefined }) };
    case 'alliance':
      return { text: named(m.storefront_alliances()), search: compact({ ...search, alliance: undefined }) };
    case 'accreditation':
      return {
        text: named(m.storefront_facet_accreditation()),
        search: compact({ ...search, accreditation: undefined }),
      };
    case 'priceMinFen':
      return {
        text: named(m.storefront_chip_price_from({ amount: countText(search.minYuan ?? 0) })),
        search: compact({ ...search, minYuan: undefined }),
      };
    case 'priceMaxFen':
      return {
        text: named(m.storefront_chip_price({ amount: countText(search.maxYuan ?? 0) })),
        search: compact({ ...search, maxYuan: undefined }),
      };
    default:
      return undefined;
  }
}

interface RelaxationsProps {
  search: CatalogueSearch;
  reply: SearchReply;
  onChange: (search: CatalogueSearch) => void;
}

/** What leaving out one condition would add, as links under the last row. */
export function Relaxations({ search, reply, onChange }: RelaxationsProps) {
  const found = (reply.relaxations ?? [])
    .filter(({ total }) => total > reply.total)
    .map(({ without, total }) => relaxation(without, total, search))
    .filter((item) => item !== undefined);
  if (found.length === 0) return null;
  return (
    <Note>
      {m.storefront_relax_intro()}{' '}
      {found.map((item, index) => (
        <span key={item.text}>
          {index > 0 && m.storefront_list_comma()}
          <button type="button" className="text-button" onClick={() => onChange(item.search)}>
            {item.text}
          </button>
        </span>
      ))}
      {m.storefront_full_stop()}
    </Note>
  );
}
