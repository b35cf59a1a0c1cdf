import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { localText } from '../../ui/format.ts';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import { OutageButton } from '../scheduling/outage-button.tsx';
import { FactsTab } from './editor-facts.tsx';
import { OfferingsTab } from './editor-offerings.tsx';
import { PricesTab } from './editor-prices.tsx';
import { RetireTab } from './editor-retire.tsx';
import { RulesTab } from './editor-rules.tsx';
import { type EditorTab, editorTabs } from './editor-tabs.ts';
import { type Instrument, useInstrumentRights } from './instrument-rights.ts';
import './desk-catalogue.css';

const tabTitles: Record<EditorTab, () => string> = {
  facts: m.desk_tab_facts,
  offerings: m.desk_tab_offerings,
  rules: m.desk_tab_rules,
  prices: m.desk_tab_prices,
  retire: m.desk_tab_retire,
};

/** Everything about one instrument that its lab may change. Each tab saves by itself. */
export function InstrumentEditorPage() {
  const { instrumentId } = useParams({ from: '/desk/instruments/$instrumentId' });
  const query = useQuery(read('getInstrument', { params: { instrumentId } }));
  const instrument = query.data;
  const name = instrument && `${instrument.model} ${localText(instrument.name)}`;
  usePageTitle(name);
  return (
    <DeskColumns>
      <Work
        title={name ?? m.desk_instruments()}
        summary={instrument && <Summary instrument={instrument} />}
        actions={
          instrument && (
            <>
              {instrument.status === 'active' && (
                <OutageButton labId={instrument.labId} instrumentId={instrumentId} zone={instrument.zone} />
              )}
              <Link to="/desk/instruments/$instrumentId/label" params={{ instrumentId }} className="s">
                {m.label_title()}
              </Link>
              <Link to="/instruments/$instrumentId" params={{ instrumentId }} className="s">
                {m.desk_public_page()}
              </Link>
            </>
          )
        }
      >
        <div className="work-pad editor">
          <p className="crumb">
            <Link to="/desk/instruments" search={instrument ? { lab: instrument.labId } : {}}>
              {m.desk_back_to_instruments()}
            </Link>
          </p>
          {query.isPending && <Skeleton rows={8} height={36} />}
          {query.isError && <QueryFailure error={query.error} onRetry={() => query.refetch()} />}
          {instrument && <Editor instrument={instrument} />}
        </div>
      </Work>
    </DeskColumns>
  );
}

function Summary({ instrument }: { instrument: Instrument }) {
  return (
    <>
      {localText(instrument.lab.name)} {instrument.status === 'retired' && <Tag tone="bad">{m.desk_retired()}</Tag>}
      {instrument.incomplete && instrument.status === 'active' && (
        <Tag tone="hm" icon="warn">
          {m.desk_incomplete()}
        </Tag>
      )}
    </>
  );
}

function Editor({ instrument }: { instrument: Instrument }) {
  const search = useSearch({ from: '/desk/instruments/$instrumentId' });
  const navigate = useNavigate({ from: '/desk/instruments/$instrumentId' });
  const { canEdit, canPrice } = useInstrumentRights(instrument);
  const isRetired = instrument.status === 'retired';
  const open = editorTabs.filter((tab) => (tab === 'prices' ? true : canEdit) && !(isRetired && tab !== 'prices'));
  const tab = search.tab && open.includes(search.tab) ? search.tab : (open[0] as EditorTab);
  if (open.length === 0) {
    return (
      <EmptyState icon="lock" title={m.desk_editor_closed()}>
        {m.desk_editor_closed_hint()}
      </EmptyState>
    );
  }
  const panels: Record<EditorTab, () => React.ReactNode> = {
    facts: () => <FactsTab key={instrument.id} instrument={instrument} />,
    offerings: () => <OfferingsTab instrument={instrument} />,
    rules: () => <RulesTab key={instrument.id} instrument={instrument} />,
    prices: () => <PricesTab instrument={instrument} canPrice={canPrice && !isRetired} />,
    retire: () => <RetireTab instrument={instrument} />,
  };
  return (
    <>
      {isRetired && <Note>{m.desk_retired_note()}</Note>}
      <Tabs
        label={m.desk_editor_tabs()}
        value={tab}
        items={open.map((value) => ({ value, label: tabTitles[value]() }))}
        onChange={(next) =>
          void navigate({ search: next === 'facts' ? {} : { tab: next }, replace: true, resetScroll: false })
        }
      >
        <div className="editor-panel">{panels[tab]()}</div>
      </Tabs>
    </>
  );
}
