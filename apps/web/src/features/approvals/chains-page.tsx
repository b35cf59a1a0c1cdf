import { m } from '@guanyi/messages';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { buttonClass, IconButton } from '../../ui/button.tsx';
import { DeskColumns, Panel, Work } from '../../ui/desk.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ModeBadge } from '../../ui/mode-badge.tsx';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, KeyValues, Table } from '../../ui/table.tsx';
import { Views } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { roomForPanel, useMedia } from '../../ui/use-media.ts';
import { ChainDiagram } from './chain-diagram.tsx';
import { type ChainPolicy, stagesOf } from './chain-form.ts';
import { ChainPreview } from './chain-preview.tsx';
import { askedNames, bandText, chainModeName, policyStatusName, scopeName, termText } from './chain-words.ts';
import { type Places, useMaySetChains, usePlaces } from './use-chains.ts';
import '../../ui/finance.css';
import '../billing/desk-billing.css';
import './chains.css';

/** Which chain each kind of case takes, since when and where, with a way to try it on a case. */
export function ChainsPage() {
  usePageTitle(m.chains_title());
  const { view = 'active', policy: chosenId, trying = false } = useSearch({ from: '/desk/chains' });
  const hasRoom = useMedia(roomForPanel);
  const navigate = useNavigate({ from: '/desk/chains' });
  const maySet = useMaySetChains();
  const places = usePlaces();
  const query = { limit: 100, ...(view === 'active' && { active: true as const }) };
  const list = usePages('listApprovalPolicies', { query });
  const chosen = list.items.find(({ id }) => id === chosenId);
  const open = (policy?: string) =>
    navigate({ search: { view, ...(policy && { policy }) }, replace: true, resetScroll: false });
  return (
    <DeskColumns
      panel={
        (hasRoom || trying || chosen) && (
          <Panel label={chosen ? m.chains_one() : m.chains_try()}>
            {(chosen || !hasRoom) && (
              <div className="panel-close">
                <IconButton icon={hasRoom ? 'x' : 'arrowLeft'} label={m.desk_back_to_list()} onClick={() => open()} />
              </div>
            )}
            {chosen ? (
              <PolicyFacts policy={chosen} places={places} maySet={maySet} />
            ) : (
              <ChainPreview places={places} onChosen={open} />
            )}
          </Panel>
        )
      }
    >
      <Work
        title={m.chains_title()}
        summary={m.chains_summary()}
        actions={
          <>
            {!hasRoom && (
              <Link to="/desk/chains" search={{ trying: true }} className={buttonClass()}>
                {m.chains_try()}
              </Link>
            )}
            {maySet && (
              <Link to="/desk/chains/new" className={buttonClass('main')}>
                <Icon name="plus" />
                {m.chains_add()}
              </Link>
            )}
          </>
        }
        views={<ChainViews isAll={view === 'all'} />}
      >
        <ListState
          isPending={list.isPending}
          error={list.error}
          onRetry={() => list.refetch()}
          isEmpty={list.items.length === 0}
          empty={<EmptyState icon="list" title={m.chains_none()} />}
        />
        {list.items.length > 0 && (
          <PolicyTable policies={list.items} places={places} chosenId={chosen?.id} onOpen={open} />
        )}
        <LoadMore more={list.hasNextPage} busy={list.isFetchingNextPage} onLoad={() => list.fetchNextPage()} />
      </Work>
    </DeskColumns>
  );
}

function ChainViews({ isAll }: { isAll: boolean }) {
  return (
    <Views label={m.desk_views()}>
      <ViewLink to="/desk/chains" search={{}} isCurrent={!isAll}>
        {m.chains_view_active()}
      </ViewLink>
      <ViewLink to="/desk/chains" search={{ view: 'all' }} isCurrent={isAll}>
        {m.chains_view_all()}
      </ViewLink>
    </Views>
  );
}

interface PolicyTableProps {
  policies: readonly ChainPolicy[];
  places: Places;
  chosenId: string | undefined;
  onOpen: (policyId: string) => void;
}

function PolicyTable({ policies, places, chosenId, onOpen }: PolicyTableProps) {
  return (
    <div className="fin-scroll">
      <Table
        caption={m.chains_title()}
        look="fin"
        columns={columnsOf(places, onOpen)}
        rows={[...policies].sort(byCase)}
        rowKey={({ id }) => id}
        selectedKey={chosenId}
      />
    </div>
  );
}

/** By mode, then by value, then the newest first. */
function byCase(a: ChainPolicy, b: ChainPolicy): number {
  return (
    a.mode.localeCompare(b.mode) ||
    a.valueFromFen - b.valueFromFen ||
    b.effectiveFrom.localeCompare(a.effectiveFrom) ||
    a.id.localeCompare(b.id)
  );
}

function columnsOf(places: Places, onOpen: (id: string) => void): Column<ChainPolicy>[] {
  return [
    {
      key: 'case',
      title: m.chains_case(),
      cell: (policy) => (
        <>
          <button type="button" className="row-open" onClick={() => onOpen(policy.id)}>
            {bandText(policy)}
          </button>
          <br />
          <ModeBadge mode={policy.mode} />{' '}
          {policy.daysFrom > 0 && <span className="s m">{m.chains_days_from({ n: policy.daysFrom })}</span>}
        </>
      ),
    },
    { key: 'steps', title: m.chains_steps(), cell: (policy) => <ChainLine policy={policy} /> },
    { key: 'scope', title: m.chains_scope(), cell: (policy) => scopeName(policy.scope, places.labs) },
    {
      key: 'term',
      title: m.chains_term(),
      cell: (policy) => (
        <>
          {termText(policy)}
          <br />
          <StatusTag policy={policy} />
        </>
      ),
    },
  ];
}

function StatusTag({ policy }: { policy: ChainPolicy }) {
  if (policy.isDefault) return <Tag>{m.chains_default()}</Tag>;
  const tone = policy.status === 'active' ? 'ok' : policy.status === 'scheduled' ? 'hm' : undefined;
  return <Tag tone={tone}>{policyStatusName(policy.status)}</Tag>;
}

/** The chain in one line: stages with arrows, steps of one stage with a plus. */
function ChainLine({ policy }: { policy: ChainPolicy }) {
  return (
    <span className="chain-line s">
      {stagesOf(policy.steps).map((stage, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stages have no name but their place.
        <span key={i} className="chain-line">
          {i > 0 && <Icon name="right" />}
          {stage.map(askedNames).join(' + ')}
        </span>
      ))}
    </span>
  );
}

interface PolicyFactsProps {
  policy: ChainPolicy;
  places: Places;
  maySet: boolean;
}

function PolicyFacts({ policy, places, maySet }: PolicyFactsProps) {
  return (
    <>
      <div>
        <h2>
          {chainModeName(policy.mode)} {bandText(policy)}
        </h2>
        <KeyValues
          items={[
            [m.chains_scope(), scopeName(policy.scope, places.labs)],
            policy.daysFrom > 0 && [m.lending_term_days(), m.chains_days_from({ n: policy.daysFrom })],
            [m.chains_term(), termText(policy)],
            [m.chains_status(), <StatusTag key="status" policy={policy} />],
            policy.filingWorkingDays !== undefined && [
              m.lending_filing(),
              m.lending_filing_days({ n: policy.filingWorkingDays }),
            ],
          ]}
        />
      </div>
      <div>
        <h3>{m.lending_chain()}</h3>
        <ChainDiagram steps={policy.steps} filingWorkingDays={policy.filingWorkingDays ?? null} />
      </div>
      {maySet && policy.status !== 'ended' && (
        <div className="panel-foot">
          <Link to="/desk/chains/new" search={{ from: policy.id }} className={buttonClass('firm')}>
            {m.chains_succeed()}
          </Link>
          <p className="s m">{m.chains_succeed_hint()}</p>
        </div>
      )}
    </>
  );
}
