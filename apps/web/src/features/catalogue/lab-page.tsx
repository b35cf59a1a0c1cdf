import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { buttonClass } from '../../ui/button.tsx';
import { countText, localText } from '../../ui/format.ts';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { disciplineName, labLevelName } from '../../ui/vocabulary.ts';
import { HitRow } from './hit-row.tsx';
import './instrument.css';
import './search.css';

/** One laboratory: what it is and the instruments that it opens. */
export function LabPage() {
  const { labId } = useParams({ from: '/shop/labs/$labId' });
  const lab = useQuery(read('getLab', { params: { labId } }));
  const instruments = useQuery(read('searchInstruments', { query: { labId, limit: 20 } }));
  usePageTitle(lab.data && localText(lab.data.name));
  const hits = instruments.data?.items ?? [];
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      {lab.isError && <QueryFailure error={lab.error} onRetry={() => lab.refetch()} />}
      {lab.isPending && <Skeleton rows={5} height={32} />}
      {lab.data && (
        <>
          <nav className="crumb" aria-label={m.storefront_breadcrumb()}>
            <Link to="/labs">{m.ui_labs()}</Link>
            <span aria-hidden="true">/</span>
            <span>{lab.data.code}</span>
          </nav>
          <h1>{localText(lab.data.name)}</h1>
          <div className="bar">
            <span>{localText(lab.data.districtName)}</span>
            <span className="m">{lab.data.address ?? lab.data.city}</span>
            <Tag>{labLevelName(lab.data.level)}</Tag>
            {lab.data.accreditations.map((name) => (
              <Tag key={name} tone="ok" icon="check">
                {name}
              </Tag>
            ))}
            {lab.data.isBsl3 && <Tag tone="hm">{m.storefront_bsl3()}</Tag>}
            {lab.data.isGenerated && <Tag>{m.storefront_generated()}</Tag>}
          </div>
          <dl className="specs lab-specs">
            <div>
              <dt>{m.storefront_facet_discipline()}</dt>
              <dd>{lab.data.disciplines.map(disciplineName).join(m.storefront_list_comma())}</dd>
            </div>
            {lab.data.alliances.length > 0 && (
              <div>
                <dt>{m.storefront_alliances()}</dt>
                <dd>{lab.data.alliances.map(({ name }) => localText(name)).join(m.storefront_list_comma())}</dd>
              </div>
            )}
          </dl>
          <div className="bar">
            <h2>{m.storefront_lab_instruments({ n: countText(lab.data.instrumentCount) })}</h2>
            <span className="push" />
            <Link to="/" search={{ labId }} className={buttonClass('plain', 'small')}>
              {m.storefront_search_in_lab()}
            </Link>
          </div>
        </>
      )}
      {instruments.isError && <QueryFailure error={instruments.error} onRetry={() => instruments.refetch()} />}
      {instruments.data && hits.length === 0 && (
        <EmptyState title={m.storefront_lab_empty()}>{m.storefront_lab_empty_hint()}</EmptyState>
      )}
      {hits.length > 0 && (
        <div className="hits">
          <ol>
            {hits.map((hit) => (
              <li key={hit.id}>
                <HitRow hit={hit} window={undefined} />
              </li>
            ))}
          </ol>
        </div>
      )}
    </main>
  );
}
