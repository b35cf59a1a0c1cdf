import { m } from '@guanyi/messages';
import { useQueries } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Reply } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { AvailabilityStrip } from '../../ui/availability-strip.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { ClassGlyph } from '../../ui/class-glyph.tsx';
import { dayTime, localText, placeText, yuanText } from '../../ui/format.ts';
import { type Mode, ModeBadge } from '../../ui/mode-badge.tsx';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { TableScroll } from '../../ui/table.tsx';
import { disciplineName } from '../../ui/vocabulary.ts';
import './instrument.css';

type Instrument = Reply<'getInstrument'>;

/** Facts of the chosen instruments, one row each, so that the eye compares along a line. */
function rows(): { title: string; cell: (instrument: Instrument) => ReactNode }[] {
  return [
    { title: m.storefront_lab(), cell: ({ lab }) => placeText(lab.name, lab.city) },
    {
      title: m.storefront_facet_mode(),
      cell: ({ modes }) => modes.map((mode) => <ModeBadge key={mode} mode={mode as Mode} />),
    },
    {
      title: m.ui_strip_label(),
      cell: ({ strip, zone }) => <AvailabilityStrip days={strip} today={strip[0]?.day ?? ''} zone={zone} />,
    },
    {
      title: m.storefront_next_free(),
      cell: ({ nextFree, zone }) => (nextFree ? dayTime(Date.parse(nextFree.from), zone) : m.storefront_nothing_free()),
    },
    {
      title: m.storefront_col_price(),
      cell: ({ priceFromFen }) =>
        priceFromFen === undefined
          ? m.storefront_price_on_request()
          : m.storefront_from_price({ amount: yuanText(priceFromFen) }),
    },
    {
      title: m.storefront_facet_discipline(),
      cell: ({ disciplines }) => disciplines.map(disciplineName).join(m.storefront_list_comma()),
    },
    { title: m.storefront_facet_class(), cell: ({ className, classCode }) => localText(className) || classCode },
    { title: m.storefront_manufacturer(), cell: ({ manufacturer }) => manufacturer },
    { title: m.storefront_accreditation(), cell: ({ lab }) => lab.accreditations.join(' ') || '–' },
  ];
}

/** Two to four instruments side by side. */
export function ComparePage() {
  const { id = [] } = useSearch({ from: '/shop/compare' });
  usePageTitle(m.storefront_compare());
  const results = useQueries({
    queries: id.map((instrumentId) => read('getInstrument', { params: { instrumentId } })),
  });
  const failed = results.find(({ isError }) => isError);
  const instruments = results.map(({ data }) => data).filter((data) => data !== undefined);
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      <h1>{m.storefront_compare()}</h1>
      {failed && <QueryFailure error={failed.error} onRetry={() => failed.refetch()} />}
      {id.length === 0 && (
        <EmptyState
          title={m.storefront_compare_empty()}
          action={
            <Link to="/" className={buttonClass('firm')}>
              {m.ui_to_search()}
            </Link>
          }
        >
          {m.storefront_compare_empty_hint()}
        </EmptyState>
      )}
      {instruments.length < id.length && !failed && <Skeleton rows={8} />}
      {instruments.length > 0 && (
        <TableScroll label={m.storefront_compare()}>
          <table className="grid compare">
            <caption className="vh">{m.storefront_compare()}</caption>
            <thead>
              <tr>
                <td />
                {instruments.map((instrument) => (
                  <th key={instrument.id} scope="col">
                    <ClassGlyph classCode={instrument.classCode} />
                    <Link to="/instruments/$instrumentId" params={{ instrumentId: instrument.id }}>
                      {localText(instrument.name)}
                    </Link>
                    <span lang="en">{instrument.model}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(({ title, cell }) => (
                <tr key={title}>
                  <th scope="row">{title}</th>
                  {instruments.map((instrument) => (
                    <td key={instrument.id}>{cell(instrument)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </main>
  );
}
