import { m } from '@guanyi/messages';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePages } from '../../app/pages.ts';
import { Button } from '../../ui/button.tsx';
import { longDay, yuanText } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { EmptyState, LoadMore, Skeleton } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { formName, priceGroupName, taxName } from '../../ui/vocabulary.ts';
import { dayOf } from '../../ui/zone.ts';
import { CostSheetDialog } from './cost-sheet-dialog.tsx';
import { CostSheetFile } from './cost-sheet-file.tsx';
import { EndPriceDialog } from './end-price-dialog.tsx';
import type { Instrument } from './instrument-rights.ts';
import { PriceDialog } from './price-dialog.tsx';
import { copyOf, emptyPrice, type PriceForm, type PricePolicy } from './price-form.ts';
import { WhatIfDialog } from './what-if-dialog.tsx';

const groupOrder = ['internal', 'partner', 'academic', 'sme', 'enterprise'];
const statusOrder = ['active', 'scheduled', 'ended'];

/** What each group of customers pays. A price is never changed: a new one follows it. */
export function PricesTab({ instrument, canPrice }: { instrument: Instrument; canPrice: boolean }) {
  const [draft, setDraft] = useState<PriceForm>();
  const [tool, setTool] = useState<'whatIf' | 'cost'>();
  const [ending, setEnding] = useState<PricePolicy>();
  const pages = usePages('listPricePolicies', { query: { instrumentId: instrument.id, limit: 100 } });
  const rows = [...pages.items].sort(
    (a, b) =>
      statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status) ||
      a.form.localeCompare(b.form) ||
      groupOrder.indexOf(a.priceGroup) - groupOrder.indexOf(b.priceGroup) ||
      b.effectiveFrom.localeCompare(a.effectiveFrom),
  );
  return (
    <>
      <div className="bar editor-tools">
        <p className="m s">{m.desk_prices_hint()}</p>
        <span className="push" />
        <Button size="small" onClick={() => setTool('whatIf')}>
          {m.usage_what_if()}
        </Button>
        {canPrice && (
          <Button size="small" onClick={() => setTool('cost')}>
            {m.usage_cost()}
          </Button>
        )}
        {canPrice && (
          <Button look="firm" size="small" icon="plus" onClick={() => setDraft(emptyPrice(now()))}>
            {m.desk_price_new()}
          </Button>
        )}
      </div>
      {pages.isPending && <Skeleton rows={5} height={36} />}
      {pages.isError && !pages.data && <QueryFailure error={pages.error} onRetry={() => pages.refetch()} />}
      {pages.data && rows.length === 0 && (
        <EmptyState icon="yuan" title={m.desk_prices_empty()}>
          {m.desk_prices_empty_hint()}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <div className="fin-scroll">
          <Table
            caption={m.desk_tab_prices()}
            columns={columnsOf(instrument.zone, canPrice, (policy) => setDraft(copyOf(policy, now())), setEnding)}
            rows={rows}
            rowKey={({ id }) => id}
          />
        </div>
      )}
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      {tool === 'whatIf' && <WhatIfDialog instrument={instrument} onClose={() => setTool(undefined)} />}
      {tool === 'cost' && (
        <CostSheetDialog
          instrument={instrument}
          onClose={() => setTool(undefined)}
          onPropose={(price) => {
            setTool(undefined);
            setDraft(price);
          }}
        />
      )}
      {draft && <PriceDialog instrument={instrument} initial={draft} onClose={() => setDraft(undefined)} />}
      {ending && <EndPriceDialog policy={ending} zone={instrument.zone} onClose={() => setEnding(undefined)} />}
    </>
  );
}

const tones: Record<PricePolicy['status'], Tone | undefined> = { active: 'ok', scheduled: 'hm', ended: undefined };
const statusNames: Record<PricePolicy['status'], () => string> = {
  active: m.desk_price_active,
  scheduled: m.desk_price_scheduled,
  ended: m.desk_price_ended,
};

function columnsOf(
  zone: string,
  canPrice: boolean,
  onCopy: (policy: PricePolicy) => void,
  onEnd: (policy: PricePolicy) => void,
): Column<PricePolicy>[] {
  const columns: Column<PricePolicy>[] = [
    { key: 'form', title: m.desk_price_form(), cell: (policy) => formName(policy.form) },
    { key: 'group', title: m.desk_price_group(), cell: (policy) => <b>{priceGroupName(policy.priceGroup)}</b> },
    {
      key: 'rate',
      title: m.desk_price_rate(),
      right: true,
      cell: (policy) => (policy.form === 'machineTime' ? <Money fen={policy.ratePerHourFen} /> : '—'),
    },
    { key: 'others', title: m.desk_price_others(), cell: (policy) => <span className="s">{otherTerms(policy)}</span> },
    {
      key: 'cancellation',
      title: m.desk_price_cancellation(),
      cell: (policy) => <span className="s">{cancellationText(policy)}</span>,
    },
    {
      key: 'tax',
      title: m.desk_price_tax(),
      cell: (policy) => <span className="s nw">{taxName(policy.taxCategory)}</span>,
    },
    {
      key: 'period',
      title: m.desk_price_period(),
      cell: (policy) => <span className="s nw">{periodText(policy, zone)}</span>,
    },
    {
      key: 'status',
      title: m.desk_status(),
      cell: (policy) => <Tag tone={tones[policy.status]}>{statusNames[policy.status]()}</Tag>,
    },
  ];
  columns.push({ key: 'sheet', title: m.revenue_cost_sheet(), cell: (policy) => <CostSheetFile policy={policy} /> });
  if (!canPrice) return columns;
  const actions: Column<PricePolicy> = {
    key: 'actions',
    title: <span className="vh">{m.desk_palette_actions()}</span>,
    right: true,
    cell: (policy) => (
      <span className="nw">
        <Button look="bare" size="small" onClick={() => onCopy(policy)}>
          {m.desk_price_copy()}
        </Button>
        {policy.status !== 'ended' && (
          <Button look="bare" size="small" onClick={() => onEnd(policy)}>
            {m.desk_price_end()}
          </Button>
        )}
      </span>
    ),
  };
  return [...columns, actions];
}

function otherTerms(policy: PricePolicy): string {
  const amount = (fen: number | undefined, say: (inputs: { amount: string }) => string) =>
    fen ? say({ amount: yuanText(fen) }) : undefined;
  const terms = [
    amount(policy.minimumFen, m.desk_term_minimum),
    amount(policy.setupFen, m.desk_term_setup),
    amount(policy.operatorPerHourFen, m.desk_term_operator),
    amount(policy.perSampleFen, m.desk_term_sample),
    amount(policy.perDayFen, m.desk_term_day),
    amount(policy.capFen, m.desk_term_cap),
    policy.subsidyPermille ? m.desk_term_subsidy({ percent: policy.subsidyPermille / 10 }) : undefined,
    policy.timeFactors.length ? m.desk_term_factors({ n: policy.timeFactors.length }) : undefined,
    policy.steps.length ? m.desk_term_steps({ n: policy.steps.length }) : undefined,
  ];
  return terms.filter(Boolean).join(m.desk_comma()) || '—';
}

function cancellationText({ cancellation, noShowFeeFen }: PricePolicy): string {
  const fee = 'feeFen' in cancellation ? yuanText(cancellation.feeFen) : m.desk_full_price();
  const late = m.desk_cancellation_terms({ hours: cancellation.noticeHours, fee });
  return noShowFeeFen ? m.desk_pair({ a: late, b: m.desk_term_no_show({ amount: yuanText(noShowFeeFen) }) }) : late;
}

function periodText(policy: PricePolicy, zone: string): string {
  const day = (text: string, shiftMs = 0) => longDay(dayOf(Date.parse(text) + shiftMs, zone));
  const from = day(policy.effectiveFrom);
  return policy.effectiveUntil ? `${from} – ${day(policy.effectiveUntil, -1)}` : m.desk_since({ day: from });
}
