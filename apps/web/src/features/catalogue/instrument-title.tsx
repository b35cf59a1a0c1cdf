import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import type { Reply } from '../../app/client.ts';
import { AvailabilityStrip } from '../../ui/availability-strip.tsx';
import { ClassGlyph } from '../../ui/class-glyph.tsx';
import { localText, shortDay, timeOf } from '../../ui/format.ts';
import { getLocale } from '../../ui/locale.ts';
import { Note, Tag } from '../../ui/tag.tsx';
import { dayOf } from '../../ui/zone.ts';
import { FavouriteButton } from './favourite-button.tsx';

export type Instrument = Reply<'getInstrument'>;

/** Where the instrument stands in the catalogue. */
export function Breadcrumb({ instrument }: { instrument: Instrument }) {
  return (
    <nav className="crumb" aria-label={m.storefront_breadcrumb()}>
      <Link to="/">{m.storefront_all_instruments()}</Link>
      <span aria-hidden="true">/</span>
      <Link to="/labs/$labId" params={{ labId: instrument.labId }}>
        {localText(instrument.lab.name)}
      </Link>
      <span aria-hidden="true">/</span>
      <span>{instrument.assetNumber}</span>
    </nav>
  );
}

/** Names, place, proofs of quality and the strip of the next seven days. */
export function InstrumentTitle({ instrument }: { instrument: Instrument }) {
  const english = getLocale() === 'en';
  const second = english ? instrument.name.zh : instrument.name.en;
  const { lab, zone, nextFree, strip } = instrument;
  const from = nextFree && Date.parse(nextFree.from);
  return (
    <>
      <div className="title">
        <ClassGlyph classCode={instrument.suggestedClassCode ?? instrument.classCode} />
        <div>
          <h1>
            {localText(instrument.name)} <span lang="en">{instrument.model}</span>
          </h1>
          <p className="en" lang={english ? 'zh-CN' : 'en'}>
            {second}
          </p>
          <div className="facts">
            <span>{localText(lab.name)}</span>
            {(instrument.address || lab.city) && <span className="m">{instrument.address ?? lab.city}</span>}
            {lab.accreditations.map((name) => (
              <Tag key={name} tone="ok" icon="check">
                {name}
              </Tag>
            ))}
            {instrument.qualifications.length > 0 && <Tag icon="lock">{m.storefront_needs_qualification()}</Tag>}
            {instrument.customsSupervisedUntil && (
              <Tag tone="hm" icon="info">
                {m.storefront_supervised_until({ day: instrument.customsSupervisedUntil })}
              </Tag>
            )}
            {instrument.isGenerated && <Tag>{m.storefront_generated()}</Tag>}
            {instrument.status === 'retired' && (
              <Tag tone="bad" icon="warn">
                {m.storefront_retired()}
              </Tag>
            )}
          </div>
        </div>
        <div className="title-strip">
          <FavouriteButton
            withWord
            instrumentId={instrument.id}
            name={`${localText(instrument.name)} ${instrument.model}`}
          />
          <AvailabilityStrip size="big" days={strip} today={strip[0]?.day ?? ''} zone={zone} />
          {from !== undefined && (
            <p className="s m">
              {m.storefront_next_free()} {shortDay(dayOf(from, zone))} <b>{timeOf(from, zone)}</b>
            </p>
          )}
        </div>
      </div>
      {instrument.incomplete && <Note tone="hm">{m.storefront_incomplete()}</Note>}
    </>
  );
}
