import { m } from '@guanyi/messages';
import { countText, dayTime, localText } from '../../ui/format.ts';
import { TableScroll } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { conditionName, type Lending } from './lending-words.ts';
import { PhotoStrip } from './photos.tsx';
import { Ink } from './signature-pad.tsx';
import './handing.css';

type Report = NonNullable<Lending['handOver']>;
type State = Report['conditions'][number]['state'];

const order: readonly State[] = ['good', 'worn', 'damaged', 'missing'];

/** What both sides saw when it left and when it came back, item by item, and what differs. */
export function ReportsSection({ lending }: { lending: Lending }) {
  const { handOver, takeBack } = lending;
  if (!handOver) return null;
  return (
    <section>
      <h2>{m.lending_condition()}</h2>
      <TableScroll label={m.lending_condition()}>
        <table className="grid">
          <caption className="vh">{m.lending_condition()}</caption>
          <thead>
            <tr>
              <th scope="col">{m.handing_item()}</th>
              <th scope="col">{m.lending_hand_over()}</th>
              <th scope="col">{m.lending_take_back()}</th>
              <th scope="col">{m.handing_difference()}</th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(handOver, takeBack).map((row) => (
              <tr key={row.item}>
                <th scope="row">{row.item}</th>
                <td>{stateText(row.before)}</td>
                <td>{stateText(row.after)}</td>
                <td>
                  <Difference before={row.before?.state} after={row.after?.state} />
                </td>
              </tr>
            ))}
            <MeterRow before={handOver.meterReading} after={takeBack?.meterReading} />
          </tbody>
        </table>
      </TableScroll>
      <ReportPapers lending={lending} title={m.lending_hand_over()} report={handOver} />
      {takeBack && <ReportPapers lending={lending} title={m.lending_take_back()} report={takeBack} />}
    </section>
  );
}

interface Seen {
  state: State;
  note: string;
}

interface Row {
  item: string;
  before: Seen | undefined;
  after: Seen | undefined;
}

/** Conditions and accessories of both reports as rows; an accessory that did not come back is missing. */
function rowsOf(handOver: Report, takeBack: Report | undefined): Row[] {
  const seen = (report: Report | undefined, item: string): Seen | undefined => {
    const condition = report?.conditions.find((one) => one.item === item);
    if (condition) return condition;
    if (!report || !handOver.accessories.includes(item)) return undefined;
    return { state: report.accessories.includes(item) ? 'good' : 'missing', note: '' };
  };
  const reports = [handOver, ...(takeBack ? [takeBack] : [])];
  const items = reports.flatMap((report) => [...report.conditions.map(({ item }) => item), ...report.accessories]);
  return [...new Set(items)].map((item) => ({ item, before: seen(handOver, item), after: seen(takeBack, item) }));
}

function stateText(seen: Seen | undefined): string {
  if (!seen) return '—';
  return seen.note === '' ? conditionName(seen.state) : `${conditionName(seen.state)}, ${seen.note}`;
}

function Difference({ before = 'good', after }: { before: State | undefined; after: State | undefined }) {
  if (after === undefined) return '—';
  if (order.indexOf(after) <= order.indexOf(before)) {
    return (
      <Tag tone="ok" icon="check">
        {m.handing_same()}
      </Tag>
    );
  }
  return (
    <Tag tone={after === 'worn' ? 'hm' : 'bad'} icon="warn">
      {conditionName(after)}
    </Tag>
  );
}

function MeterRow({ before, after }: { before: number | undefined; after: number | undefined }) {
  if (before === undefined && after === undefined) return null;
  return (
    <tr>
      <th scope="row">{m.lending_meter()}</th>
      <td>{before === undefined ? '—' : countText(before)}</td>
      <td>{after === undefined ? '—' : countText(after)}</td>
      <td>{before === undefined || after === undefined ? '—' : `+${countText(after - before)}`}</td>
    </tr>
  );
}

/** Photos, signatures, number and hash of one report. */
function ReportPapers({ lending, title, report }: { lending: Lending; title: string; report: Report }) {
  const party = (one: 'lab' | 'customer') =>
    localText(one === 'lab' ? lending.instrument.lab.name : lending.organisation.name);
  return (
    <div className="report-papers">
      <h3>
        {title} <span className="m s">{dayTime(Date.parse(report.at), lending.zone)}</span>
      </h3>
      <PhotoStrip photoIds={report.photoIds} />
      <ul className="signed-by">
        {report.signatures.map((one) => (
          <li key={one.party}>
            {one.strokes && (
              <span className="ink-box">
                <Ink strokes={one.strokes} />
              </span>
            )}
            <b>{one.name}</b>
            <span className="s m">{party(one.party)}</span>
          </li>
        ))}
      </ul>
      <p className="xs m break-all">
        {report.number} · SHA-256 {report.contentHash}
      </p>
    </div>
  );
}
