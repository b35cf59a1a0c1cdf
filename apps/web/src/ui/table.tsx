import type { ReactNode } from 'react';

export interface Column<T> {
  key: string;
  title: ReactNode;
  cell: (row: T) => ReactNode;
  /** Numbers and money stand at the right. */
  right?: boolean;
  /** CSS width; the rest is shared. */
  width?: string;
}

interface TableProps<T> {
  /** What the table shows, for screen readers. */
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  /** `grid` is airy, for pages; `fin` has rows of 60 px for work lists. */
  look?: 'grid' | 'fin';
  selectedKey?: string | undefined;
}

/** A plain table with real headers. Put a link or button into the first cell to open a row. */
export function Table<T>({ caption, columns, rows, rowKey, look = 'grid', selectedKey }: TableProps<T>) {
  return (
    <table className={look}>
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={column.right ? 'r' : undefined} style={{ width: column.width }}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = rowKey(row);
          const selected = key === selectedKey;
          return (
            <tr key={key} className={selected ? 'on' : undefined} aria-current={selected || undefined}>
              {columns.map((column) => (
                <td key={column.key} className={column.right ? 'r' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Names and values in two columns, for side panels and summaries. */
export function KeyValues({
  items,
  className,
}: {
  items: (readonly [string, ReactNode] | false | undefined)[];
  className?: string;
}) {
  return (
    <dl className={className ? `kv ${className}` : 'kv'}>
      {items.map((item) =>
        item ? (
          <div key={item[0]}>
            <dt>{item[0]}</dt>
            <dd>{item[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

/** A table that is wider than the screen scrolls by itself; the keyboard reaches it too. */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nobody could scroll sideways with the keyboard.
    <section className="table-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
