import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Reply } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { read } from '../../app/query.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { countText, dayTime, defaultZone, localText, longDay, yuanText } from '../../ui/format.ts';
import { LoadMore, Skeleton } from '../../ui/states.tsx';
import { type Column, KeyValues, Table, TableScroll } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { shareText } from './equity-words.ts';
import { FormDialog, type FormField } from './form-dialog.tsx';
import { StakeBar } from './stake-bars.tsx';
import { useCaseAct } from './use-case.ts';
import './equity.css';

type Venture = Reply<'getVenture'>;
type Entry = Reply<'listStakeEntries'>['items'][number];
type Distribution = Reply<'listDistributions'>['items'][number];

/** One venture: who holds how much, how it came to that, and what it distributed. */
export function VentureRoom({ ventureId, isDesk }: { ventureId: string; isDesk: boolean }) {
  const { data: venture, error, isError, refetch } = useQuery(read('getVenture', { params: { ventureId } }));
  usePageTitle(venture?.name);
  if (isError) return <QueryFailure error={error} onRetry={() => refetch()} />;
  if (!venture) {
    return (
      <div className="work-pad">
        <Skeleton rows={6} height={40} />
      </div>
    );
  }
  const parts = venture.holdings.map((one) => ({
    key: one.organisationId,
    name: localText(one.name),
    units: one.units,
    isOwn: one.organisationId === venture.districtId,
  }));
  return (
    <>
      <header className="room-head">
        <div>
          <p className="m s">
            <Link to={isDesk ? '/desk/equity/$caseId' : '/equity/$caseId'} params={{ caseId: venture.caseId }}>
              {venture.caseNumber}
            </Link>{' '}
            <Tag tone={venture.status === 'active' ? 'ok' : undefined}>
              {venture.status === 'active' ? m.equity_venture_active() : m.equity_venture_left()}
            </Tag>
          </p>
          <h1>{venture.name}</h1>
        </div>
        <Moves venture={venture} />
      </header>
      <div className="room">
        <div>
          <section>
            <h2>
              {m.equity_register()}{' '}
              <span className="m s">{m.equity_issued({ n: countText(venture.unitsIssued) })}</span>
            </h2>
            <div className="stake">
              <StakeBar label={m.equity_register()} issued={venture.unitsIssued} parts={parts} />
            </div>
            <Holdings venture={venture} />
          </section>
          <Entries ventureId={ventureId} />
        </div>
        <div>
          <VentureFacts venture={venture} />
          <Distributions venture={venture} />
        </div>
      </div>
    </>
  );
}

function VentureFacts({ venture }: { venture: Venture }) {
  return (
    <section>
      <h2>{m.equity_venture()}</h2>
      <KeyValues
        className="s"
        items={[
          [m.equity_instrument(), localText(venture.instrument.name)],
          [m.equity_capital(), yuanText(venture.capitalFen)],
          [m.equity_value(), yuanText(venture.valueFen)],
        ]}
      />
    </section>
  );
}

function Holdings({ venture }: { venture: Venture }) {
  const columns: Column<Venture['holdings'][number]>[] = [
    { key: 'holder', title: m.equity_holder(), cell: (one) => localText(one.name) },
    { key: 'units', title: m.equity_holder_units(), right: true, cell: (one) => countText(one.units) },
    { key: 'share', title: m.equity_share(), right: true, cell: (one) => shareText(one.units, venture.unitsIssued) },
  ];
  return (
    <Table
      caption={m.equity_register()}
      columns={columns}
      rows={venture.holdings}
      rowKey={({ organisationId }) => organisationId}
      selectedKey={venture.districtId}
    />
  );
}

const entryNames = { issue: m.equity_entry_issue, transfer: m.equity_entry_transfer, cancel: m.equity_entry_cancel };

function Entries({ ventureId }: { ventureId: string }) {
  const pages = usePages('listStakeEntries', { params: { ventureId }, query: { limit: 20 } });
  const columns: Column<Entry>[] = [
    {
      key: 'at',
      title: m.equity_time(),
      cell: (one) => <span className="nw">{dayTime(Date.parse(one.at), defaultZone)}</span>,
    },
    { key: 'holder', title: m.equity_holder(), cell: (one) => localText(one.organisation) },
    { key: 'kind', title: m.equity_kind(), cell: (one) => entryNames[one.kind]() },
    {
      key: 'units',
      title: m.equity_holder_units(),
      right: true,
      cell: (one) => (one.units < 0 ? `−${countText(-one.units)}` : `+${countText(one.units)}`),
    },
  ];
  return (
    <section>
      <h2>{m.equity_entries()}</h2>
      {pages.items.length === 0 && !pages.isPending && <p className="m s">{m.equity_entries_none()}</p>}
      {pages.items.length > 0 && (
        <TableScroll label={m.equity_entries()}>
          <Table caption={m.equity_entries()} columns={columns} rows={pages.items} rowKey={({ id }) => id} />
        </TableScroll>
      )}
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
    </section>
  );
}

const routeNames = {
  ownBudget: m.equity_route_ownBudget,
  treasury: m.equity_route_treasury,
  profit: m.equity_route_profit,
};

function Distributions({ venture }: { venture: Venture }) {
  const pages = usePages('listDistributions', { params: { ventureId: venture.id }, query: { limit: 20 } });
  const ownPart = (one: Distribution) =>
    one.parts.find((part) => part.organisationId === venture.districtId)?.amountFen ?? 0;
  return (
    <section>
      <h2>{m.equity_distributions()}</h2>
      {pages.items.length === 0 && !pages.isPending && <p className="m s">{m.equity_distributions_none()}</p>}
      {pages.items.map((one) => (
        <KeyValues
          key={one.id}
          className="s talk"
          items={[
            [m.equity_declared_on(), longDay(one.declaredOn)],
            [m.equity_amount(), yuanText(one.amountFen)],
            [m.equity_own_part(), yuanText(ownPart(one))],
            [m.equity_route(), routeNames[one.route]()],
          ]}
        />
      ))}
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
    </section>
  );
}

/** The asset officer moves units while the unit is in the venture. */
function Moves({ venture }: { venture: Venture }) {
  const session = useSession();
  const [open, setOpen] = useState<'transfer' | 'issue'>();
  const close = () => setOpen(undefined);
  const transfer = useCaseAct('transferStake', close);
  const issue = useCaseAct('issueStakeUnits', close);
  const known = useQuery({
    ...read('listOrganisations', { query: { status: 'verified', limit: 100 } }),
    enabled: open !== undefined,
  });
  if (!hasRole(session, 'assetOfficer') || venture.status !== 'active') return null;
  const holders = venture.holdings.map((one) => [one.organisationId, localText(one.name)] as const);
  const others = (known.data?.items ?? [])
    .filter(({ id }) => !venture.holdings.some((one) => one.organisationId === id))
    .map((one) => [one.id, localText(one.name)] as const);
  const to: FormField = {
    name: 'toOrganisationId',
    label: m.equity_to(),
    kind: 'choice',
    options: [...holders, ...others],
  };
  const shared: FormField[] = [
    { name: 'units', label: m.equity_holder_units(), kind: 'count' },
    { name: 'reason', label: m.equity_reason() },
  ];
  const from: FormField = { name: 'fromOrganisationId', label: m.equity_from(), kind: 'choice', options: holders };
  const params = { ventureId: venture.id };
  return (
    <div className="room-acts">
      <Button onClick={() => setOpen('transfer')}>{m.equity_do_transfer()}</Button>
      <Button onClick={() => setOpen('issue')}>{m.equity_do_issue()}</Button>
      {open === 'transfer' && (
        <FormDialog
          title={m.equity_do_transfer()}
          fields={[from, to, ...shared]}
          act={transfer}
          onClose={close}
          onSubmit={({ fromOrganisationId = '', toOrganisationId = '', units, reason = '' }) =>
            transfer.mutate({ params, body: { fromOrganisationId, toOrganisationId, units: Number(units), reason } })
          }
        />
      )}
      {open === 'issue' && (
        <FormDialog
          title={m.equity_do_issue()}
          fields={[to, ...shared]}
          act={issue}
          onClose={close}
          onSubmit={({ toOrganisationId = '', units, reason = '' }) =>
            issue.mutate({ params, body: { toOrganisationId, units: Number(units), reason } })
          }
        />
      )}
    </div>
  );
}
