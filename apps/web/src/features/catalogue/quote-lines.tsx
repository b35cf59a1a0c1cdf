import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { dayTime, timeOf, yuanText } from '../../ui/format.ts';
import { lineKindName, taxName } from '../../ui/vocabulary.ts';

export type Quote = Reply<'createQuote'>;
type PriceLine = Quote['lines'][number];

/** 机时 180 分钟 / Machine time, 180 min */
function lineTitle(line: PriceLine): string {
  const name = lineKindName(line.kind);
  if (line.kind === 'time' || line.kind === 'operator') return m.storefront_line_minutes({ name, n: line.quantity });
  if (line.kind === 'sample') return m.storefront_line_samples({ name, n: line.quantity });
  if (line.kind === 'day') return m.storefront_line_days({ name, n: line.quantity });
  return name;
}

function minutesOf(part: { from: string; until: string }): number {
  return Math.round((Date.parse(part.until) - Date.parse(part.from)) / 60_000);
}

/** Which time a charge is for; a quote always prices the booked one and need not say so. */
function basis(line: PriceLine, isCharge: boolean): string {
  if (!isCharge) return '';
  if (line.rule?.code === 'timeUsed') return m.storefront_why_used();
  return line.rule?.code === 'timeOverage' ? m.storefront_why_overage() : m.storefront_why_booked();
}

/** The rule that produced a line, in one sentence. */
function lineReason(line: PriceLine, { quote: { lines }, zone, isCharge = false }: QuoteLinesProps): string {
  const rate = yuanText(line.unitPriceFen);
  switch (line.kind) {
    case 'time': {
      const parts = line.parts?.length ? line.parts : undefined;
      if (!parts)
        return [m.storefront_why_time({ minutes: line.quantity, rate }), basis(line, isCharge)]
          .filter(Boolean)
          .join(m.storefront_clause());
      const sums = parts
        .map((part) => m.storefront_why_time({ minutes: minutesOf(part), rate: yuanText(part.ratePerHourFen) }))
        .join(m.storefront_list_comma());
      const factors = parts
        .filter(({ permille }) => permille !== 1000)
        .map((part) =>
          m.storefront_why_factor({ from: timeOf(Date.parse(part.from), zone), factor: part.permille / 1000 }),
        );
      return [sums, ...new Set(factors), basis(line, isCharge)].filter(Boolean).join(m.storefront_clause());
    }
    case 'operator':
      return m.storefront_why_operator({ rate });
    case 'setup':
      return m.storefront_why_setup();
    case 'sample':
      return m.storefront_why_unit({ n: line.quantity, rate });
    case 'day':
      return m.storefront_why_unit({ n: line.quantity, rate });
    case 'minimum':
      return m.storefront_why_minimum();
    case 'cap':
      return m.storefront_why_cap();
    case 'subsidy': {
      const before = lines.filter(({ kind }) => kind !== 'subsidy').reduce((sum, { amountFen }) => sum + amountFen, 0);
      return m.storefront_why_subsidy({ amount: yuanText(before) });
    }
    case 'cancellation':
      return m.storefront_why_cancellation({ hours: line.rule?.params.noticeHours ?? 0 });
    case 'noShow':
      return m.storefront_why_no_show();
    default:
      return '';
  }
}

/** Tax by category, as the sum of the line taxes. */
function taxes(lines: readonly PriceLine[]): [PriceLine['taxCategory'], number][] {
  const sums = new Map<PriceLine['taxCategory'], number>();
  for (const { taxCategory, taxFen } of lines) sums.set(taxCategory, (sums.get(taxCategory) ?? 0) + taxFen);
  return [...sums].filter(([, taxFen]) => taxFen !== 0);
}

interface QuoteLinesProps {
  quote: Pick<Quote, 'lines' | 'subtotalFen' | 'totalFen'>;
  zone: string;
  /** The price of a use that has happened: time lines then say which time counts. */
  isCharge?: boolean;
}

/** A price line by line: name and amount, below them the rule; tax by category; the total. */
export function QuoteLines(props: QuoteLinesProps) {
  const { quote } = props;
  return (
    <dl className="lines">
      {quote.lines.map((line) => {
        const why = lineReason(line, props);
        return (
          <div key={line.kind}>
            <dt>{lineTitle(line)}</dt>
            <dd>{yuanText(line.amountFen)}</dd>
            {why && <dd className="why">{why}</dd>}
          </div>
        );
      })}
      <div className="sum">
        <dt>{m.storefront_subtotal()}</dt>
        <dd>{yuanText(quote.subtotalFen)}</dd>
      </div>
      {taxes(quote.lines).map(([category, taxFen]) => (
        <div key={category}>
          <dt>{taxName(category)}</dt>
          <dd>{yuanText(taxFen)}</dd>
          <dd className="why">{m.storefront_why_tax()}</dd>
        </div>
      ))}
      <div className="sum tot">
        <dt>{m.storefront_total()}</dt>
        <dd>¥{yuanText(quote.totalFen)}</dd>
      </div>
    </dl>
  );
}

/** When cancelling is free and what it costs afterwards, in dates and yuan. */
export function CancellationTerms({ quote, zone }: { quote: Quote; zone: string }) {
  const { freeUntil, feeFen } = quote.cancellation;
  const until = dayTime(Date.parse(freeUntil), zone);
  return (
    <div className="s">
      <p>
        <b>{m.storefront_cancellation()}</b>
      </p>
      <p>
        {feeFen === 0
          ? m.storefront_cancellation_free()
          : m.storefront_cancellation_terms({ until, amount: yuanText(feeFen) })}
      </p>
    </div>
  );
}
