import { m } from '@guanyi/messages';
import { defaultZone, localText, shortDay, timeOf } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { dayOf } from '../../ui/zone.ts';
import { amountNote, type FinanceRow, varianceOf } from './finance-rows.ts';
import { HourBars, HourHead, type HourScale, hourScale } from './hour-bars.tsx';

interface FinanceTableProps {
  rows: FinanceRow[];
  chosenKey: string | undefined;
  onOpen: (key: string) => void;
}

/** One row a use or fee: number, who, both bars on one scale, times in words, difference, amount. */
export function FinanceTable({ rows, chosenKey, onOpen }: FinanceTableProps) {
  return (
    <div className="fin-scroll fin-money">
      <Table
        caption={m.desk_charges()}
        look="fin"
        columns={columnsOf(hourScale(rows), onOpen)}
        rows={rows}
        rowKey={({ key }) => key}
        selectedKey={chosenKey}
      />
    </div>
  );
}

function columnsOf(scale: HourScale, onOpen: (key: string) => void): Column<FinanceRow>[] {
  return [
    {
      key: 'number',
      title: m.desk_number(),
      cell: (row) => (
        <>
          <button type="button" className="row-open code" data-finance-row={row.key} onClick={() => onOpen(row.key)}>
            {row.bookingNumber ?? m.desk_no_booking()}
          </button>
          <br />
          <span className="m xs">{shortDay(dayOf(row.at, defaultZone))}</span>
        </>
      ),
    },
    {
      key: 'instrument',
      title: m.desk_instrument_user(),
      cell: (row) => (
        <>
          <b className="what">{row.instrument.model}</b>
          <span className="what m xs">{localText(row.organisation.name)}</span>
        </>
      ),
    },
    {
      key: 'bars',
      title: <HourHead scale={scale} unit={m.desk_oclock()} />,
      cell: (row) => <HourBars row={row} scale={scale} />,
    },
    { key: 'times', title: m.desk_booked_used(), cell: (row) => <RowTimes row={row} /> },
    {
      key: 'variance',
      title: m.desk_variance(),
      cell: (row) => {
        const variance = varianceOf(row);
        return (
          <Tag tone={variance.tone} icon={variance.icon}>
            {variance.text}
          </Tag>
        );
      },
    },
    {
      key: 'amount',
      title: m.desk_amount_net(),
      right: true,
      cell: (row) => (
        <>
          <b>{row.charges.length > 0 ? <Money fen={row.subtotalFen} /> : '—'}</b>
          <br />
          <span className="m xs nw">{amountNote(row)}</span>
        </>
      ),
    },
  ];
}

function span(from: string | undefined, until: string | undefined): string | undefined {
  if (!from || !until) return undefined;
  return `${timeOf(Date.parse(from), defaultZone)}–${timeOf(Date.parse(until), defaultZone)}`;
}

/** Booked and used, in words. */
export function RowTimes({ row }: { row: FinanceRow }) {
  const { usage } = row;
  if (!usage) return <span className="m s nw">{m.desk_used_none()}</span>;
  return (
    <span className="nw s">
      {span(usage.bookedFrom, usage.bookedUntil) ?? m.desk_no_booking()}
      <br />
      <span className="m">{m.desk_used_at({ span: span(usage.from, usage.until) ?? m.desk_variance_no_end() })}</span>
    </span>
  );
}
