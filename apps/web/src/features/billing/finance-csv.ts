import { m } from '@guanyi/messages';
import { csvText, saveFile } from '../../ui/csv.ts';
import { defaultZone, localText, timeOf } from '../../ui/format.ts';
import { dayOf } from '../../ui/zone.ts';
import { type FinanceRow, kindName, varianceOf } from './finance-rows.ts';

/** 1616.00 from 161600 fen, as spreadsheets read it. */
function yuan(fen: number): string {
  const magnitude = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${magnitude.slice(0, -2)}.${magnitude.slice(-2)}`;
}

function clock(text: string | undefined): string {
  if (!text) return '';
  const at = Date.parse(text);
  return `${dayOf(at, defaultZone)} ${timeOf(at, defaultZone)}`;
}

function cells(row: FinanceRow): (string | number | undefined)[] {
  const { usage } = row;
  return [
    row.bookingNumber,
    dayOf(row.at, defaultZone),
    row.instrument.model,
    localText(row.instrument.name),
    localText(row.organisation.name),
    kindName(row.kind),
    clock(usage?.bookedFrom),
    clock(usage?.bookedUntil),
    clock(usage?.from),
    clock(usage?.until),
    usage?.usedMinutes,
    varianceOf(row).minutes,
    varianceOf(row).text,
    // As numbers, so that a minus sign is not taken for a formula; two decimals are exact in a double of this size.
    Number(yuan(row.subtotalFen)),
    Number(yuan(row.taxFen)),
    Number(yuan(row.totalFen)),
  ];
}

/** Saves exactly the rows shown, in their order. */
export function saveRows(rows: readonly FinanceRow[], month: string): void {
  const head = [
    m.desk_csv_booking(),
    m.desk_csv_day(),
    m.desk_csv_model(),
    m.desk_csv_instrument(),
    m.desk_csv_organisation(),
    m.desk_csv_kind(),
    m.desk_csv_booked_from(),
    m.desk_csv_booked_until(),
    m.desk_csv_used_from(),
    m.desk_csv_used_until(),
    m.desk_csv_used_minutes(),
    m.desk_csv_variance_minutes(),
    m.desk_csv_variance(),
    m.desk_csv_subtotal(),
    m.desk_csv_tax(),
    m.desk_csv_total(),
  ];
  saveFile(`guanyi-charges-${month}.csv`, 'text/csv;charset=utf-8', csvText([head, ...rows.map(cells)]));
}
