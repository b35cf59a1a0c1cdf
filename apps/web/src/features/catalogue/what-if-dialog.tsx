import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { type PriceGroup, type ServiceWay, serviceWayName } from '../../ui/vocabulary.ts';
import { addDays, dayOf } from '../../ui/zone.ts';
import { instantOfField } from '../billing/usage-times.ts';
import { GroupField } from './group-field.tsx';
import type { Instrument } from './instrument-rights.ts';
import { QuoteLines } from './quote-lines.tsx';
import { FailureNote } from './save-bar.tsx';
import './instrument.css';

const ways: readonly ServiceWay[] = ['selfOperated', 'guided', 'commissioned', 'remote', 'other'];

interface Times {
  from: string;
  until: string;
  usedFrom: string;
  usedUntil: string;
}

/** Prices any booking of the instrument, and the use that may differ from it, with the rule behind each line. */
export function WhatIfDialog({ instrument, onClose }: { instrument: Instrument; onClose: () => void }) {
  const formId = useId();
  const { zone } = instrument;
  const tomorrow = addDays(dayOf(now(), zone), 1);
  const [group, setGroup] = useState<PriceGroup>('enterprise');
  const [way, setWay] = useState<ServiceWay>('selfOperated');
  const [times, setTimes] = useState<Times>({
    ...{ from: `${tomorrow}T09:00`, until: `${tomorrow}T11:00` },
    ...{ usedFrom: '', usedUntil: '' },
  });
  const compute = useMutation({
    mutationFn: () => {
      const at = (text: string) => instantOfField(text, zone);
      const used = { from: at(times.usedFrom), until: at(times.usedUntil) };
      return call('previewPrice', {
        body: {
          instrumentId: instrument.id,
          priceGroup: group,
          from: at(times.from) ?? '',
          until: at(times.until) ?? '',
          options: { serviceWay: way },
          ...(used.from && used.until && { used: { from: used.from, until: used.until } }),
        },
      });
    },
  });
  return (
    <Dialog
      title={m.usage_what_if_title()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={compute.isPending}>
            {m.usage_what_if_compute()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form
        id={formId}
        className="form-grid"
        onSubmit={(event) => {
          event.preventDefault();
          compute.mutate();
        }}
      >
        <GroupField value={group} onChange={setGroup} />
        <SelectField
          label={m.desk_way()}
          value={way}
          onChange={(event) => setWay(ways.find((one) => one === event.target.value) ?? way)}
        >
          {ways.map((one) => (
            <option key={one} value={one}>
              {serviceWayName(one)}
            </option>
          ))}
        </SelectField>
        <TimeFields times={times} onChange={(next) => setTimes({ ...times, ...next })} />
      </form>
      {compute.error && <FailureNote error={compute.error} isMarked={false} />}
      {compute.data && <QuoteLines quote={compute.data} zone={zone} isCharge={times.usedUntil !== ''} />}
    </Dialog>
  );
}

const timeTitles: Record<keyof Times, () => string> = {
  from: m.usage_from,
  until: m.usage_until,
  usedFrom: () => `${m.desk_used()}: ${m.usage_from()}`,
  usedUntil: () => `${m.desk_used()}: ${m.usage_until()}`,
};

function TimeFields({ times, onChange }: { times: Times; onChange: (next: Partial<Times>) => void }) {
  return (Object.keys(timeTitles) as (keyof Times)[]).map((name) => {
    const isUse = name === 'usedFrom' || name === 'usedUntil';
    return (
      <TextField
        key={name}
        label={timeTitles[name]()}
        note={isUse ? m.desk_optional() : undefined}
        type="datetime-local"
        required={!isUse}
        value={times[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    );
  });
}
