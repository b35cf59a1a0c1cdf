import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { AvailabilityStrip } from '../../ui/availability-strip.tsx';
import { ClassGlyph } from '../../ui/class-glyph.tsx';
import { durationText, localText, roughDuration, shortDay, timeOf, yuanText } from '../../ui/format.ts';
import { getLocale } from '../../ui/locale.ts';
import { type Mode, ModeBadge } from '../../ui/mode-badge.tsx';
import { dayOf } from '../../ui/zone.ts';
import { compareLimit, toggleCompared, useCompared } from './compare.ts';
import { FavouriteButton } from './favourite-button.tsx';
import type { Hit } from './search-state.ts';

interface HitRowProps {
  hit: Hit;
  /** The window asked for, to carry it along and to name its length. */
  window: { from: number; until: number } | undefined;
}

/** One instrument in the results. The whole row leads to its page; the tick box puts it into the comparison. */
export function HitRow({ hit, window }: HitRowProps) {
  const compared = useCompared();
  const chosen = compared.some(({ id }) => id === hit.id);
  const english = getLocale() === 'en';
  const second = english ? hit.name.zh : hit.name.en;
  const name = `${localText(hit.name)} ${hit.model}`;
  const today = hit.strip[0]?.day ?? '';
  const instants = window && {
    from: new Date(window.from).toISOString(),
    until: new Date(window.until).toISOString(),
  };
  return (
    <article className={chosen ? 'hit rowgrid sel' : 'hit rowgrid'}>
      <div className="hit-picks">
        <input
          type="checkbox"
          checked={chosen}
          disabled={!chosen && compared.length >= compareLimit}
          aria-label={m.storefront_compare_add({ name })}
          onChange={() =>
            toggleCompared({
              id: hit.id,
              classCode: hit.classCode,
              model: hit.model,
              name: hit.name,
              city: hit.lab.city,
            })
          }
        />
        <FavouriteButton instrumentId={hit.id} name={name} />
      </div>
      <ClassGlyph classCode={hit.suggestedClassCode ?? hit.classCode} />
      <div className="hit-names">
        <h2>
          <Link to="/instruments/$instrumentId" params={{ instrumentId: hit.id }} search={instants ?? {}}>
            {localText(hit.name)}
          </Link>
          <span lang="en">{hit.model}</span>
        </h2>
        <p className="en" lang={english ? 'zh-CN' : 'en'}>
          {second}
        </p>
        <p>
          {localText(hit.lab.name)} <span className="m place">{placeFacts(hit)}</span>
        </p>
      </div>
      <div className="modes">
        {hit.modes.map((mode) => (
          <ModeBadge key={mode} mode={mode as Mode} />
        ))}
      </div>
      <AvailabilityStrip days={hit.strip} today={today} zone={hit.zone} />
      <NextFree hit={hit} today={today} />
      <Price hit={hit} window={window} />
    </article>
  );
}

function placeFacts(hit: Hit): string {
  // City names come in Chinese only; an English lab name holds the city already.
  const city = getLocale() === 'en' && hit.lab.name.en ? '' : hit.lab.city;
  return [city, ...hit.lab.accreditations]
    .filter(Boolean)
    .map((fact) => `· ${fact}`)
    .join(' ');
}

/** Above: how much is free on the day of the next free time. Below: when it begins. */
function NextFree({ hit, today }: { hit: Hit; today: string }) {
  if (!hit.nextFree) {
    return (
      <p className="free">
        <span className="m">{hit.modes.includes('rent') ? m.storefront_nothing_free() : ''}</span>
      </p>
    );
  }
  const from = Date.parse(hit.nextFree.from);
  const day = dayOf(from, hit.zone);
  const share = hit.strip.find((entry) => entry.day === day);
  return (
    <p className="free">
      <span className="phone-label m">{m.storefront_next_free_short()}</span>
      <span className="m">
        {share ? `${nearDay(day, today)} ${roughDuration(share.freeMinutes)}` : m.storefront_next_free()}
      </span>
      <br />
      {shortDay(day)} <b>{timeOf(from, hit.zone)}</b>
    </p>
  );
}

/** 今天 or the date without its weekday: the column is narrow. */
function nearDay(day: string, today: string): string {
  return day === today ? m.ui_today() : shortDay(day);
}

function Price({ hit, window }: HitRowProps) {
  const minutes = window ? (window.until - window.from) / 60_000 : 0;
  if (window && hit.isFree === false) {
    return (
      <div className="price">
        <b className="price-none">{m.storefront_slot_full()}</b>
        {hit.totalFen !== undefined && (
          <p className="m">{m.storefront_same_length({ amount: yuanText(hit.totalFen) })}</p>
        )}
      </div>
    );
  }
  if (window && hit.totalFen !== undefined) {
    return (
      <div className="price">
        <b>¥{yuanText(hit.totalFen)}</b>
        <span className="phone-label m s">{durationText(minutes)}</span>
        <p className="m">{m.storefront_tax_included()}</p>
      </div>
    );
  }
  if (hit.priceFromFen !== undefined) {
    return (
      <div className="price">
        <b>{m.storefront_from_price({ amount: yuanText(hit.priceFromFen) })}</b>
        <p className="m">{m.storefront_per_hour_net()}</p>
      </div>
    );
  }
  return (
    <div className="price">
      <b className="price-none">{hit.modes.includes('rent') ? m.storefront_price_on_request() : ''}</b>
      {hit.modes.includes('loan') && <p className="m">{m.storefront_loan_free()}</p>}
    </div>
  );
}
