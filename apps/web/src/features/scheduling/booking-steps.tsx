import { m } from '@guanyi/messages';
import { type FormEvent, useState } from 'react';
import type { Reply } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectField, TextAreaField, TextField } from '../../ui/field.tsx';
import { durationText, localText, yuanText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { Note } from '../../ui/tag.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { type PurposeKind, purposeName, type ServiceWay, serviceWayName } from '../../ui/vocabulary.ts';
import { minuteMs } from '../../ui/zone.ts';
import type { Span } from '../catalogue/availability-days.ts';
import type { Quote } from '../catalogue/quote-lines.tsx';
import { serviceWays } from '../catalogue/quote-panel.tsx';
import type { BookingDraft, Hold } from './booking-draft.ts';
import type { Party } from './booking-party.ts';
import { RefusalReasons } from './refusal-reasons.tsx';
import { once, RepeatFields, rruleOf, SeriesPreview } from './series-step.tsx';
import { BookingRefusal, useSubmitBooking } from './submit-booking.tsx';

export interface StepProps {
  instrument: Reply<'getInstrument'>;
  window: Span;
  zone: string;
  way: ServiceWay;
  draft: BookingDraft;
  party: Party | undefined;
  parties: readonly Party[];
  isStaff: boolean;
  onChange: (part: Partial<BookingDraft>) => void;
}

const purposeKinds: readonly PurposeKind[] = ['research', 'development', 'teaching', 'production', 'other'];

/** Purposes that are allowed while the instrument is under customs supervision. */
const supervisedPurposes: readonly PurposeKind[] = ['research', 'development', 'teaching'];

interface SlotStepProps extends StepProps {
  onWay: (way: ServiceWay) => void;
  onOther: () => void;
  onNext: () => void;
}

/** First step: the slot that is held, for whom, and who operates. */
export function SlotStep({
  instrument,
  window,
  zone,
  way,
  party,
  parties,
  isStaff,
  onChange,
  onWay,
  onOther,
  onNext,
}: SlotStepProps) {
  const [asked, setAsked] = useState(false);
  const next = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (party) onNext();
  };
  return (
    <form className="step" onSubmit={next}>
      <div className="slot-card">
        <p>
          <b>
            <TimeRange from={window.from} until={window.until} zone={zone} />
          </b>
        </p>
        <p className="s m">
          {durationText((window.until - window.from) / minuteMs)} · {zone} · {localText(instrument.lab.name)}
        </p>
        <Button size="small" onClick={onOther}>
          {m.storefront_other_time()}
        </Button>
      </div>
      {(parties.length > 1 || isStaff) && (
        <PartyField party={party} parties={parties} isStaff={isStaff} asked={asked} onChange={onChange} />
      )}
      <Field label={m.storefront_service_way()} hint={m.storefront_service_way_hint()}>
        {(control) => (
          <select
            {...control}
            value={way}
            onChange={(event) => onWay(serviceWays.find((known) => known === event.target.value) ?? 'selfOperated')}
          >
            {serviceWays.map((known) => (
              <option key={known} value={known}>
                {serviceWayName(known)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {instrument.qualifications.length > 0 && (
        <Note>
          {m.storefront_qualification_note({
            names: instrument.qualifications.map(({ name }) => localText(name)).join(m.storefront_list_comma()),
          })}
        </Note>
      )}
      <div className="step-actions">
        <Button type="submit" look="firm">
          {m.storefront_next()}
        </Button>
      </div>
    </form>
  );
}

interface PartyFieldProps extends Pick<StepProps, 'party' | 'parties' | 'isStaff' | 'onChange'> {
  /** The reader has tried to go on. */
  asked: boolean;
}

function PartyField({ party, parties, isStaff, asked, onChange }: PartyFieldProps) {
  return (
    <SelectField
      label={isStaff ? m.storefront_party_customer() : m.storefront_party()}
      value={party?.id ?? ''}
      error={asked && !party ? m.storefront_party_missing() : undefined}
      onChange={(event) => onChange({ organisationId: event.target.value })}
    >
      <option value="" disabled>
        {m.storefront_choose_one()}
      </option>
      {parties.map(({ id, name }) => (
        <option key={id} value={id}>
          {localText(name)}
        </option>
      ))}
    </SelectField>
  );
}

interface PurposeStepProps extends StepProps {
  onBack: () => void;
  onNext: () => void;
}

/** Second step: what the time is for. The check of the rules happens at the end; what can be known here is said here. */
export function PurposeStep({ instrument, draft, onChange, onBack, onNext }: PurposeStepProps) {
  const [asked, setAsked] = useState(false);
  const supervised = instrument.customsSupervisedUntil !== undefined;
  const needsProject = instrument.rules?.projectCodeRequired ?? false;
  const missesProject = needsProject && draft.projectCode.trim() === '';
  const badSamples = draft.samples !== '' && !/^\d{1,6}$/.test(draft.samples);
  const next = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (draft.purposeKind && !badSamples && !missesProject) onNext();
  };
  return (
    <form className="step" onSubmit={next} noValidate>
      <fieldset className="choices">
        <legend>{m.storefront_purpose_kind()}</legend>
        {purposeKinds.map((kind) => {
          const refused = supervised && !supervisedPurposes.includes(kind);
          return (
            <label key={kind} className={refused ? 'nil' : undefined}>
              <input
                type="radio"
                name="purpose"
                checked={draft.purposeKind === kind}
                disabled={refused}
                onChange={() => onChange({ purposeKind: kind })}
              />
              {purposeName(kind)}
            </label>
          );
        })}
        {supervised && <p className="field-hint">{m.storefront_purpose_supervised()}</p>}
        {asked && !draft.purposeKind && <p className="field-error">{m.storefront_purpose_missing()}</p>}
      </fieldset>
      <TextAreaField
        label={m.storefront_purpose_text()}
        note={m.storefront_optional()}
        hint={m.storefront_purpose_hint()}
        maxLength={2000}
        value={draft.purposeText}
        onChange={(event) => onChange({ purposeText: event.target.value })}
      />
      <div className="f2">
        <ProjectField
          isNeeded={needsProject}
          isMissed={asked && missesProject}
          value={draft.projectCode}
          onChange={(projectCode) => onChange({ projectCode })}
        />
        <TextField
          label={m.storefront_samples()}
          note={m.storefront_optional()}
          inputMode="numeric"
          maxLength={6}
          value={draft.samples}
          error={badSamples ? m.storefront_samples_bad() : undefined}
          onChange={(event) => onChange({ samples: event.target.value.trim() })}
        />
      </div>
      <div className="step-actions">
        <Button type="submit" look="firm">
          {m.storefront_next()}
        </Button>
        <Button onClick={onBack}>{m.storefront_back()}</Button>
      </div>
    </form>
  );
}

interface ProjectFieldProps {
  /** The laboratory demands it. */
  isNeeded: boolean;
  isMissed: boolean;
  value: string;
  onChange: (value: string) => void;
}

function ProjectField({ isNeeded, isMissed, value, onChange }: ProjectFieldProps) {
  return (
    <TextField
      label={m.storefront_project_code()}
      note={isNeeded ? undefined : m.storefront_optional()}
      hint={isNeeded ? m.storefront_project_code_needed() : undefined}
      error={isMissed ? m.storefront_project_code_missing() : undefined}
      required={isNeeded}
      maxLength={100}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface ConfirmStepProps extends StepProps {
  hold: Hold | undefined;
  quote: Quote | undefined;
  onBack: () => void;
  /** Leads to the place where a refusal can be mended. */
  onFix: (where: 'purpose' | 'slot') => void;
  onPriceChanged: () => void;
}

/** Last step: everything once more, and the one button that commits. */
export function ConfirmStep(props: ConfirmStepProps) {
  const { instrument, window, zone, way, draft, party, hold, quote, onBack, onFix, onPriceChanged } = props;
  const [repeat, setRepeat] = useState(once);
  const rrule = rruleOf(repeat);
  const submit = useSubmitBooking({
    instrumentId: instrument.id,
    window,
    way,
    draft,
    party,
    hold,
    quote,
    rrule,
    onPriceChanged,
  });
  return (
    <div className="step">
      <KeyValues
        className="roomy"
        items={[
          [m.storefront_col_instrument(), `${localText(instrument.name)} ${instrument.model}`],
          [m.storefront_lab(), localText(instrument.lab.name)],
          [m.storefront_when(), <TimeRange key="when" from={window.from} until={window.until} zone={zone} />],
          [m.storefront_service_way(), serviceWayName(way)],
          party && [m.storefront_party(), localText(party.name)],
          draft.purposeKind !== '' && [m.storefront_purpose_kind(), purposeName(draft.purposeKind)],
          draft.purposeText !== '' && [m.storefront_purpose_text(), draft.purposeText],
          draft.projectCode !== '' && [m.storefront_project_code(), draft.projectCode],
          draft.samples !== '' && [m.storefront_samples(), draft.samples],
          quote && [m.storefront_total(), <b key="total">¥{yuanText(quote.totalFen)}</b>],
        ]}
      />
      {quote && <RefusalReasons refusals={quote.refusals} zone={zone} />}
      <RepeatFields value={repeat} onChange={setRepeat} />
      {rrule !== undefined && (
        <SeriesPreview {...{ instrumentId: instrument.id, window, way, draft, party, rrule, zone }} />
      )}
      {submit.isError && <BookingRefusal error={submit.error} instrumentId={instrument.id} zone={zone} onFix={onFix} />}
      <div className="step-actions">
        <Button look="main" size="tall" busy={submit.isPending} disabled={!quote} onClick={() => submit.mutate()}>
          {quote?.approval === 'auto' ? m.storefront_book_now() : m.storefront_ask_slot()}
        </Button>
        <Button onClick={onBack}>{m.storefront_back()}</Button>
      </div>
    </div>
  );
}
