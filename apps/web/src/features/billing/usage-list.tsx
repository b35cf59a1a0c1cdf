import { m } from '@guanyi/messages';
import { defaultZone, localText, shortDay } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { dayOf } from '../../ui/zone.ts';
import { type FinanceRow, varianceOf } from './finance-rows.ts';
import { RowTimes } from './finance-table.tsx';
import { HourBars, HourHead, type HourScale, hourScale } from './hour-bars.tsx';
import { UsageStatusTag } from './usage-review.tsx';

interface UsageListProps {
  rows: FinanceRow[];
  chosenKey: string | undefined;
  onOpen: (key: string) => void;
}

/** Uses with what was booked and metered beside them, how far their review is, and what they cost. */
export function UsageList({ rows, chosenKey, onOpen }: UsageListProps) {
  return (
    <div className="fin-scroll fin-money">
      <Table
        caption={m.usage_title()}
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
      key: 'instrument',
      title: m.desk_instrument_user(),
      cell: (row) => (
        <>
          <button type="button" className="row-open" data-finance-row={row.key} onClick={() => onOpen(row.key)}>
            {row.instrument.model}
          </button>
          <br />
          <span className="what m xs">
            {shortDay(dayOf(row.at, defaultZone))} {localText(row.organisation.name)}
          </span>
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
      key: 'status',
      title: m.usage_review(),
      cell: (row) => row.usage && <UsageStatusTag usage={row.usage} />,
    },
    {
      key: 'amount',
      title: m.desk_amount_net(),
      right: true,
      cell: (row) => <b>{row.charges.length > 0 ? <Money fen={row.subtotalFen} /> : '—'}</b>,
    },
  ];
}
