import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../app/query.ts';
import { buttonClass } from '../../ui/button.tsx';
import { localText } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { DueTag } from './due-tag.tsx';
import { daysText, lendingStatusName, lendingTone } from './lending-words.ts';

/** Beside an instrument whose code was scanned: the loan or lease that is to be handed over or taken back. */
export function ScannedLendings({ instrumentId }: { instrumentId: string }) {
  const query = { instrumentId, status: ['contracted', 'handedOver', 'overdue'] as const, limit: 5 };
  const loans = useQuery(read('listLoans', { query: { ...query, status: [...query.status] } }));
  const leases = useQuery(read('listLeases', { query: { ...query, status: [...query.status] } }));
  const found = [
    ...(loans.data?.items ?? []).map((lending) => ({ lending, kind: 'loan' as const })),
    ...(leases.data?.items ?? []).map((lending) => ({ lending, kind: 'lease' as const })),
  ];
  if (found.length === 0) return null;
  return (
    <section aria-label={m.handing_waiting()}>
      <h2>{m.handing_waiting()}</h2>
      {found.map(({ lending, kind }) => {
        const moment = lending.status === 'contracted' ? 'handOver' : 'takeBack';
        return (
          <div key={lending.id} className="card">
            <p className="bar">
              <b>{daysText(lending)}</b>
              <Tag tone={lendingTone[lending.status]}>{lendingStatusName(lending.status)}</Tag>
              <DueTag lending={lending} />
            </p>
            <p className="m">
              {localText(lending.organisation.name)} · {lending.user.displayName}
            </p>
            <Link
              to="/lendings/$kind/$lendingId/$moment"
              params={{ kind, lendingId: lending.id, moment }}
              className={buttonClass('main', 'tall')}
            >
              {moment === 'handOver' ? m.lending_hand_over() : m.lending_take_back()}
            </Link>
          </div>
        );
      })}
    </section>
  );
}
