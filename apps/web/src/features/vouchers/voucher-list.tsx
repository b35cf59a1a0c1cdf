import { m } from '@guanyi/messages';
import { ListState } from '../../app/list-state.tsx';
import { usePages } from '../../app/pages.ts';
import { Button } from '../../ui/button.tsx';
import { csvText, saveFile } from '../../ui/csv.ts';
import { localText } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { UseBar } from '../limits/use-bar.tsx';
import { modesText, shareText, type Voucher } from './voucher-words.ts';

interface VoucherListProps {
  chosenId: string | undefined;
  onOpen: (voucherId: string) => void;
}

/** Vouchers with what is left of each. */
export function VoucherList({ chosenId, onOpen }: VoucherListProps) {
  const pages = usePages('listVouchers', { query: { limit: 50 } });
  return (
    <>
      <ListState
        isPending={pages.isPending}
        error={pages.data ? null : pages.error}
        onRetry={() => void pages.refetch()}
        isEmpty={pages.items.length === 0}
        empty={
          <EmptyState icon="yuan" title={m.vouchers_none()}>
            {m.vouchers_none_hint()}
          </EmptyState>
        }
      />
      {pages.items.length > 0 && (
        <>
          <div className="list-export">
            <Button size="small" icon="download" onClick={() => saveVouchers(pages.items)}>
              {m.desk_export_csv()}
            </Button>
          </div>
          <div className="fin-scroll fin-limits">
            <Table
              caption={m.vouchers_title()}
              look="fin"
              columns={columnsOf(onOpen)}
              rows={pages.items}
              rowKey={({ id }) => id}
              selectedKey={chosenId}
            />
          </div>
        </>
      )}
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
    </>
  );
}

function columnsOf(onOpen: (id: string) => void): Column<Voucher>[] {
  return [
    {
      key: 'number',
      title: m.vouchers_number(),
      cell: (row) => (
        <>
          <button type="button" className="row-open code" data-voucher-row={row.id} onClick={() => onOpen(row.id)}>
            {row.number}
          </button>
          <br />
          <span className="m xs">{localText(row.organisation.name)}</span>
        </>
      ),
    },
    {
      key: 'programme',
      title: m.vouchers_programme(),
      cell: (row) => (
        <span className="s">
          {row.programme.name}
          <br />
          <span className="m">
            {m.vouchers_pays({ share: shareText(row.programme.sharePermille), modes: modesText(row.programme.modes) })}
          </span>
        </span>
      ),
    },
    {
      key: 'status',
      title: m.desk_status(),
      cell: (row) =>
        row.leftFen > 0 ? (
          <Tag tone="ok" icon="check">
            {m.vouchers_open()}
          </Tag>
        ) : (
          <Tag>{m.vouchers_spent()}</Tag>
        ),
    },
    { key: 'use', title: m.limits_use(), cell: (row) => <UseBar limitFen={row.amountFen} parts={[row.usedFen, 0]} /> },
    { key: 'amount', title: m.vouchers_amount(), right: true, cell: (row) => <Money fen={row.amountFen} /> },
    { key: 'used', title: m.vouchers_used(), right: true, cell: (row) => <Money fen={row.usedFen} /> },
    {
      key: 'left',
      title: m.vouchers_left(),
      right: true,
      cell: (row) => (
        <b>
          <Money fen={row.leftFen} />
        </b>
      ),
    },
  ];
}

/** Exactly the rows shown; amounts as numbers in yuan. */
function saveVouchers(rows: readonly Voucher[]): void {
  const head = [
    m.vouchers_number(),
    m.vouchers_customer(),
    m.vouchers_programme(),
    m.vouchers_amount(),
    m.vouchers_used(),
    m.vouchers_left(),
  ];
  const lines = rows.map((row) => [
    row.number,
    localText(row.organisation.name),
    row.programme.name,
    row.amountFen / 100,
    row.usedFen / 100,
    row.leftFen / 100,
  ]);
  saveFile('guanyi-vouchers.csv', 'text/csv;charset=utf-8', csvText([head, ...lines]));
}
