import { m } from '@guanyi/messages';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { defaultZone, localText, rangeText } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { faultAt, hasFaults } from '../catalogue/field-faults.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { useRenewMoney } from './usage-actions.ts';
import { fieldOf, instantOfField } from './usage-times.ts';

interface Entry {
  instrumentId: string;
  /** Empty for a walk-up use. */
  bookingId: string;
  organisationId: string;
  from: string;
  /** Empty while nobody knows. */
  until: string;
  idleMinutes: string;
  samples: string;
}

/** What a keeper enters by hand: a use under a booking that nobody checked out, or one without a booking. */
export function UsageEntryDialog({ labId, onClose }: { labId: string; onClose: () => void }) {
  const formId = useId();
  // One id for this entry, so that sending it twice records one use.
  const [sourceId] = useState(() => crypto.randomUUID());
  const at = fieldOf(now(), defaultZone);
  const [entry, setEntry] = useState<Entry>({
    ...{ instrumentId: '', bookingId: '', organisationId: '', idleMinutes: '', samples: '' },
    ...{ from: at, until: at },
  });
  const renew = useRenewMoney();
  const record = useMutation({
    mutationFn: () => call('recordUsage', { body: bodyOf(entry, sourceId) }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.usage_done_enter() });
      onClose();
    },
    onSettled: renew,
  });
  const change = (next: Partial<Entry>) => setEntry((current) => ({ ...current, ...next }));
  return (
    <Dialog
      title={m.usage_enter_title()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={record.isPending}>
            {m.usage_enter()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form
        id={formId}
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          record.mutate();
        }}
      >
        <Subject labId={labId} entry={entry} onChange={change} />
        <Measures entry={entry} error={record.error} onChange={change} />
      </form>
      {record.error && <FailureNote error={record.error} isMarked={hasFaults(record.error)} />}
    </Dialog>
  );
}

function bodyOf(entry: Entry, sourceId: string) {
  const from = instantOfField(entry.from, defaultZone) ?? '';
  const until = instantOfField(entry.until, defaultZone);
  const subject = entry.bookingId
    ? { bookingId: entry.bookingId }
    : { instrumentId: entry.instrumentId, organisationId: entry.organisationId };
  return {
    ...subject,
    source: 'keeper',
    sourceId,
    from,
    ...(until && { until }),
    ...(entry.idleMinutes !== '' && { idleMinutes: Number(entry.idleMinutes) }),
    ...(entry.samples !== '' && { samples: Number(entry.samples) }),
  };
}

interface PartProps {
  entry: Entry;
  onChange: (next: Partial<Entry>) => void;
}

/** The instrument, and the booking or the customer. */
function Subject({ labId, entry, onChange }: PartProps & { labId: string }) {
  const instruments = useQuery(read('searchInstruments', { query: { labId, limit: 100 } }));
  const bookings = useQuery({
    ...read('listBookings', { query: { instrumentId: entry.instrumentId, limit: 50 } }),
    enabled: entry.instrumentId !== '',
  });
  const organisations = useQuery(read('listOrganisations', { query: { limit: 100 } }));
  const usable = bookings.data?.items.filter(({ status }) =>
    ['confirmed', 'inUse', 'completed', 'noShow'].includes(status),
  );
  const pick = (bookingId: string) => {
    const booking = usable?.find(({ id }) => id === bookingId);
    onChange({
      bookingId,
      ...(booking && {
        from: fieldOf(Date.parse(booking.from), defaultZone),
        until: fieldOf(Date.parse(booking.until), defaultZone),
      }),
    });
  };
  return (
    <>
      <SelectField
        label={m.usage_instrument()}
        required
        value={entry.instrumentId}
        onChange={(event) => onChange({ instrumentId: event.target.value, bookingId: '' })}
      >
        <option value="">{m.usage_choose()}</option>
        {instruments.data?.items.map((instrument) => (
          <option key={instrument.id} value={instrument.id}>
            {`${instrument.model} ${localText(instrument.name)}`}
          </option>
        ))}
      </SelectField>
      <SelectField label={m.desk_booking()} value={entry.bookingId} onChange={(event) => pick(event.target.value)}>
        <option value="">{m.usage_walk_up()}</option>
        {usable?.map((booking) => (
          <option key={booking.id} value={booking.id}>
            {`${booking.number} ${rangeText(Date.parse(booking.from), Date.parse(booking.until), defaultZone)}`}
          </option>
        ))}
      </SelectField>
      {entry.bookingId === '' && (
        <SelectField
          label={m.usage_customer()}
          required
          value={entry.organisationId}
          onChange={(event) => onChange({ organisationId: event.target.value })}
        >
          <option value="">{m.usage_choose()}</option>
          {organisations.data?.items.map((organisation) => (
            <option key={organisation.id} value={organisation.id}>
              {localText(organisation.name)}
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}

function Measures({ entry, error, onChange }: PartProps & { error: unknown }) {
  return (
    <>
      <div className="field-pair">
        <TextField
          label={m.usage_from()}
          type="datetime-local"
          required
          value={entry.from}
          error={faultAt(error, '/from')}
          onChange={(event) => onChange({ from: event.target.value })}
        />
        <TextField
          label={m.usage_until()}
          note={m.desk_optional()}
          hint={m.usage_until_hint()}
          type="datetime-local"
          value={entry.until}
          error={faultAt(error, '/until')}
          onChange={(event) => onChange({ until: event.target.value })}
        />
      </div>
      <div className="field-pair">
        <TextField
          label={m.desk_idle_minutes()}
          note={m.desk_optional()}
          type="number"
          min={0}
          inputMode="numeric"
          value={entry.idleMinutes}
          onChange={(event) => onChange({ idleMinutes: event.target.value })}
        />
        <TextField
          label={m.desk_samples()}
          note={m.desk_optional()}
          type="number"
          min={0}
          max={100000}
          inputMode="numeric"
          value={entry.samples}
          onChange={(event) => onChange({ samples: event.target.value })}
        />
      </div>
    </>
  );
}
