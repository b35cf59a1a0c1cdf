import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import type { CallInput, Reply } from '../../app/client.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import type { EquityCase } from './equity-words.ts';
import { dayOfWeekName } from './priority-section.tsx';

/** Hours as they are typed: one window on one day of the week. */
export interface TypedHours {
  instrumentId: string;
  organisationId: string;
  day: string;
  from: string;
  until: string;
  releaseHours: string;
}

interface PriorityFieldsProps {
  deal: EquityCase;
  holders: readonly { id: string; name: string }[];
  hours: readonly TypedHours[];
  onChange: (hours: TypedHours[]) => void;
}

/** What holders may book before others; rows of one instrument and holder are agreed together. */
export function PriorityFields({ deal, holders, hours, onChange }: PriorityFieldsProps) {
  const { instrument } = deal;
  const found = useQuery(read('searchInstruments', { query: { labId: instrument.lab.id, limit: 100 } }));
  const instruments = (found.data?.items ?? []).filter(({ id }) => id !== instrument.id);
  const set = (i: number, change: Partial<TypedHours>) =>
    onChange(hours.map((one, k) => (k === i ? { ...one, ...change } : one)));
  const fresh = { day: '1', from: '09:00', until: '12:00', releaseHours: '48' };
  return (
    <fieldset className="priority-fields">
      <legend>{m.equity_priority()}</legend>
      <p className="m s">{m.equity_priority_hint()}</p>
      {hours.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is nothing but what is typed into it.
        <div className="priority-row" key={i}>
          <WhatAndWho hours={one} holders={holders} instruments={instruments} onChange={(change) => set(i, change)} />
          <When hours={one} onChange={(change) => set(i, change)} />
          <Button size="small" onClick={() => onChange(hours.filter((_, k) => k !== i))}>
            {m.equity_priority_remove()}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        icon="plus"
        onClick={() => onChange([...hours, { ...fresh, instrumentId: '', organisationId: holders[0]?.id ?? '' }])}
      >
        {m.equity_priority_add()}
      </Button>
    </fieldset>
  );
}

interface RowProps {
  hours: TypedHours;
  onChange: (change: Partial<TypedHours>) => void;
}

interface WhatAndWhoProps extends RowProps {
  holders: PriorityFieldsProps['holders'];
  instruments: Reply<'searchInstruments'>['items'];
}

function WhatAndWho({ hours, holders, instruments, onChange }: WhatAndWhoProps) {
  return (
    <>
      <SelectField
        label={m.equity_priority_instrument()}
        required
        value={hours.instrumentId}
        onChange={(event) => onChange({ instrumentId: event.target.value })}
      >
        <option value="">{m.equity_priority_choose()}</option>
        {instruments.map(({ id, name, model }) => (
          <option key={id} value={id}>
            {localText(name)} {model}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={m.equity_holder()}
        required
        value={hours.organisationId}
        onChange={(event) => onChange({ organisationId: event.target.value })}
      >
        {holders.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </>
  );
}

function When({ hours, onChange }: RowProps) {
  return (
    <>
      <SelectField
        label={m.equity_priority_days()}
        value={hours.day}
        onChange={(event) => onChange({ day: event.target.value })}
      >
        {[1, 2, 3, 4, 5, 6, 7].map((day) => (
          <option key={day} value={day}>
            {dayOfWeekName(day)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={m.equity_priority_from()}
        type="time"
        required
        value={hours.from}
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <TextField
        label={m.equity_priority_until()}
        type="time"
        required
        value={hours.until}
        onChange={(event) => onChange({ until: event.target.value })}
      />
      <TextField
        label={m.equity_priority_release()}
        inputMode="numeric"
        pattern="[0-9]{1,4}"
        required
        value={hours.releaseHours}
        onChange={(event) => onChange({ releaseHours: event.target.value })}
      />
    </>
  );
}

type AgreedHours = NonNullable<Exclude<CallInput<'signAgreement'>['body'], FormData>['priorityHours']>;

/** Rows of one instrument and holder as one agreement about several windows; the first row says when they are released. */
export function agreedHours(hours: readonly TypedHours[]): AgreedHours {
  const agreed = new Map<string, AgreedHours[number]>();
  for (const { instrumentId, organisationId, day, from, until, releaseHours } of hours) {
    const key = `${instrumentId} ${organisationId}`;
    const window = { day: Number(day), from, until };
    const known = agreed.get(key);
    if (known) known.weekly.push(window);
    else agreed.set(key, { instrumentId, organisationId, weekly: [window], releaseHours: Number(releaseHours) });
  }
  return [...agreed.values()];
}
