import { m } from '@guanyi/messages';
import type { ReactNode } from 'react';
import { dayWithWeekday, durationText, localText, longDay, yuanText } from '../../ui/format.ts';
import { TableScroll } from '../../ui/table.tsx';
import { disciplineName, formName, priceGroupName, taxName } from '../../ui/vocabulary.ts';
import { addDays } from '../../ui/zone.ts';
import type { Rules } from './availability-days.ts';
import type { Instrument } from './instrument-title.tsx';

type Price = Instrument['prices'][number];

/** A Monday, to name weekdays by. */
const someMonday = '2024-01-01';

function weekday(day: number): string {
  return dayWithWeekday(addDays(someMonday, day - 1))
    .replace(/[^\p{L}]*\d+[^\p{L}\d]*\p{L}*\d*\p{L}*/u, '')
    .trim();
}

/** Opening hours as ranges of weekdays: 周一至周五 08:30–18:00 */
function hoursText(rules: Rules): string[] {
  const byHours = new Map<string, number[]>();
  for (const { day, from, until } of rules.weekly) {
    const key = `${from}–${until}`;
    byHours.set(key, [...(byHours.get(key) ?? []), day]);
  }
  return [...byHours].map(([hours, days]) => `${dayRanges(days)} ${hours}`);
}

function dayRanges(days: number[]): string {
  const sorted = [...new Set(days)].sort();
  const ranges: [number, number][] = [];
  for (const day of sorted) {
    const last = ranges.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else ranges.push([day, day]);
  }
  return ranges
    .map(([first, last]) =>
      first === last ? weekday(first) : m.storefront_range({ first: weekday(first), last: weekday(last) }),
    )
    .join(m.storefront_list_comma());
}

type SpecItem = readonly [title: string, value: ReactNode];

/** Empty values leave no line. */
function Specs({ items }: { items: SpecItem[] }) {
  return (
    <dl className="specs">
      {items
        .filter(([, value]) => value)
        .map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** The lower part of the instrument page: what it is, when it opens, what it costs whom, where it stands. */
export function InstrumentFacts({ instrument }: { instrument: Instrument }) {
  const { rules, description } = instrument;
  const about = description ? localText({ zh: description.zh ?? '', en: description.en }) : '';
  return (
    <>
      <section className="sect">
        <h2>{m.storefront_about()}</h2>
        {about && <p className="about">{about}</p>}
        <Specs
          items={[
            [m.storefront_manufacturer(), instrument.manufacturer],
            [m.storefront_model(), instrument.model],
            [m.storefront_facet_class(), `${localText(instrument.className)} ${instrument.classCode}`],
            [m.storefront_asset_number(), instrument.assetNumber],
            [
              m.storefront_facet_discipline(),
              instrument.disciplines.map(disciplineName).join(m.storefront_list_comma()),
            ],
            [m.storefront_acquired(), instrument.acquiredOn && longDay(instrument.acquiredOn)],
          ]}
        />
      </section>
      {rules && (
        <section className="sect">
          <h2>{m.storefront_terms()}</h2>
          <Specs
            items={[
              [m.storefront_hours(), hoursText(rules).map((line) => <div key={line}>{line}</div>)],
              [
                m.storefront_length(),
                m.storefront_range({ first: durationText(rules.minMinutes), last: durationText(rules.maxMinutes) }),
              ],
              [m.storefront_horizon(), m.storefront_horizon_days({ n: rules.horizonDays })],
              [
                m.storefront_buffers_title(),
                m.storefront_buffers({ setup: rules.setupMinutes, teardown: rules.teardownMinutes }),
              ],
              [
                m.storefront_holidays(),
                rules.closedOnHolidays ? m.storefront_holidays_closed() : m.storefront_holidays_open(),
              ],
              [
                m.storefront_qualification(),
                instrument.qualifications.map(({ name }) => localText(name)).join(m.storefront_list_comma()),
              ],
              [m.storefront_location(), instrument.location],
              [m.storefront_address(), instrument.address],
            ]}
          />
        </section>
      )}
      {instrument.prices.length > 0 && <Prices prices={instrument.prices} />}
    </>
  );
}

/** Machine time first, and in each form the cheapest group first. */
function inOrder(prices: readonly Price[]): Price[] {
  const forms: Price['form'][] = ['machineTime', 'sample', 'termLease'];
  return [...prices].sort(
    (a, b) => forms.indexOf(a.form) - forms.indexOf(b.form) || a.ratePerHourFen - b.ratePerHourFen,
  );
}

function Prices({ prices }: { prices: readonly Price[] }) {
  return (
    <section className="sect">
      <h2>{m.storefront_prices()}</h2>
      <TableScroll label={m.storefront_prices()}>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">{m.storefront_price_group()}</th>
              <th scope="col">{m.storefront_form()}</th>
              <th scope="col">{m.storefront_price_rules()}</th>
              <th scope="col" className="r">
                {m.storefront_price_unit()}
              </th>
            </tr>
          </thead>
          <tbody>
            {inOrder(prices).map((price) => (
              <tr key={price.id}>
                <td className="nw">{priceGroupName(price.priceGroup)}</td>
                <td className="nw">{formName(price.form)}</td>
                <td className="m">{priceRules(price)}</td>
                <td className="r nw">{unitPrice(price)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function unitPrice(price: Price): string {
  if (price.form === 'machineTime') return m.storefront_per_hour({ amount: yuanText(price.ratePerHourFen) });
  if (price.form === 'sample') return m.storefront_per_sample({ amount: yuanText(price.perSampleFen) });
  return m.storefront_per_day({ amount: yuanText(price.perDayFen) });
}

function priceRules(price: Price): string {
  const factors = price.timeFactors.map(({ from, until, permille }) =>
    m.storefront_rule_factor({ from, until, factor: permille / 1000 }),
  );
  return [
    ...factors,
    price.setupFen > 0 && m.storefront_rule_setup({ amount: yuanText(price.setupFen) }),
    price.operatorPerHourFen > 0 && m.storefront_rule_operator({ amount: yuanText(price.operatorPerHourFen) }),
    price.minimumFen > 0 && m.storefront_rule_minimum({ amount: yuanText(price.minimumFen) }),
    price.subsidyPermille > 0 && m.storefront_rule_subsidy({ percent: price.subsidyPermille / 10 }),
    taxName(price.taxCategory),
  ]
    .filter(Boolean)
    .join(m.storefront_list_comma());
}
