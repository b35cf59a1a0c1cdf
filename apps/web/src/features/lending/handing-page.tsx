import { m } from '@guanyi/messages';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { CheckboxField, Segmented, TextField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { Note } from '../../ui/tag.tsx';
import {
  type ConditionState,
  conditionName,
  conditionStates,
  type Lending,
  type LendingKind,
  lendingKinds,
} from './lending-words.ts';
import { PhotoPicker } from './photo-picker.tsx';
import { useAct, useLending } from './use-lending.ts';
import './lending.css';

type Moment = 'handOver' | 'takeBack';

/** Hand-over and take-back on a phone beside the machine: checklist, accessories, meter, photos, two signatures. */
export function HandingPage() {
  const params = useParams({ from: '/shop/lendings/$kind/$lendingId/$moment' });
  const kind = lendingKinds.find((known) => known === params.kind) ?? 'loan';
  const moment: Moment = params.moment === 'takeBack' ? 'takeBack' : 'handOver';
  const lending = useLending(kind, params.lendingId);
  const title = moment === 'handOver' ? m.lending_hand_over() : m.lending_take_back();
  usePageTitle(title);
  return (
    <main id="main" className="wide page handing" tabIndex={-1}>
      <h1>{title}</h1>
      {lending.isError && <QueryFailure error={lending.error} onRetry={() => lending.refetch()} />}
      {lending.isPending && <Skeleton rows={6} height={44} />}
      {lending.data && <Handing key={moment} lending={lending.data} kind={kind} moment={moment} />}
    </main>
  );
}

/** What is looked at on any instrument; the last report of the same loan adds its own items. */
function checklistOf(lending: Lending): { item: string; before: ConditionState | undefined }[] {
  const before = lending.handOver?.conditions ?? [];
  if (before.length > 0) return before.map(({ item, state }) => ({ item, before: state }));
  return [m.lending_item_case(), m.lending_item_display(), m.lending_item_probe(), m.lending_item_power()].map(
    (item) => ({ item, before: undefined }),
  );
}

function Handing({ lending, kind, moment }: { lending: Lending; kind: LendingKind; moment: Moment }) {
  const navigate = useNavigate();
  const form = useHandingForm(lending);
  const body = form.body;
  const send = useAct(
    () => {
      const common = { ifMatch: lending.version, body };
      if (kind === 'loan') {
        const target = { params: { loanId: lending.id }, ...common };
        return moment === 'handOver' ? call('handOver', target) : call('takeBack', target);
      }
      const target = { params: { leaseId: lending.id }, ...common };
      return moment === 'handOver' ? call('handOverLease', target) : call('takeBackLease', target);
    },
    moment === 'handOver' ? m.lending_did_handOver() : m.lending_did_takeBack(),
    () => navigate({ to: '/lendings/$kind/$lendingId', params: { kind, lendingId: lending.id } }),
  );
  const isSigned = form.keeper.trim() !== '' && form.customer.trim() !== '';
  return (
    <>
      <p className="booking-what">
        {localText(lending.instrument.name)} <span lang="en">{lending.instrument.model}</span>{' '}
        <span className="m">{localText(lending.organisation.name)}</span>
      </p>
      <section>
        <h2>{m.lending_checklist()}</h2>
        {form.checklist.map(({ item, before, state }) => (
          <CheckRow key={item} item={item} before={before} state={state} onState={(next) => form.judge(item, next)} />
        ))}
      </section>
      <Accessories form={form} />
      <section>
        <h2>{m.lending_meter_and_photos()}</h2>
        <TextField
          label={m.lending_meter()}
          inputMode="numeric"
          value={form.meter}
          onChange={(event) => form.setMeter(event.target.value)}
        />
        <PhotoPicker photoIds={form.photoIds} onChange={form.setPhotoIds} />
      </section>
      <section>
        <h2>{m.lending_both_sign()}</h2>
        <div className="signatures">
          <TextField
            label={m.lending_signature_keeper()}
            value={form.keeper}
            onChange={(event) => form.setKeeper(event.target.value)}
          />
          <TextField
            label={m.lending_signature_customer()}
            value={form.customer}
            onChange={(event) => form.setCustomer(event.target.value)}
          />
        </div>
        {!isSigned && <Note>{m.lending_signatures_missing()}</Note>}
        <Button look="main" size="tall" disabled={!isSigned} busy={send.isPending} onClick={() => send.mutate()}>
          {moment === 'handOver' ? m.lending_confirm_hand_over() : m.lending_confirm_take_back()}
        </Button>
      </section>
    </>
  );
}

function Accessories({ form }: { form: ReturnType<typeof useHandingForm> }) {
  if (form.accessories.length === 0) return null;
  return (
    <section>
      <h2>{m.lending_accessories()}</h2>
      {form.accessories.map(({ name, isThere }) => (
        <CheckboxField
          key={name}
          label={name}
          checked={isThere}
          onChange={(event) => form.tick(name, event.target.checked)}
        />
      ))}
    </section>
  );
}

/** Everything that is filled in, and the body that says it. */
function useHandingForm(lending: Lending) {
  const [states, setStates] = useState<Readonly<Record<string, ConditionState>>>({});
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const [meter, setMeter] = useState('');
  const [photoIds, setPhotoIds] = useState<readonly string[]>([]);
  const [keeper, setKeeper] = useState('');
  const [customer, setCustomer] = useState('');
  const checklist = checklistOf(lending).map((entry) => ({
    ...entry,
    state: states[entry.item] ?? entry.before ?? ('good' as const),
  }));
  const names = lending.handOver?.accessories ?? lending.accessories;
  const accessories = names.map((name) => ({ name, isThere: !missing.has(name) }));
  const reading = /^\d{1,9}$/.test(meter) ? { meterReading: Number(meter) } : {};
  return {
    ...{ checklist, accessories, meter, photoIds, keeper, customer },
    ...{ setMeter, setPhotoIds, setKeeper, setCustomer },
    judge: (item: string, state: ConditionState) => setStates((before) => ({ ...before, [item]: state })),
    tick: (name: string, isThere: boolean) =>
      setMissing((before) => new Set(isThere ? [...before].filter((one) => one !== name) : [...before, name])),
    body: {
      conditions: checklist.map(({ item, state }) => ({ item, state, note: '' })),
      accessories: accessories.filter(({ isThere }) => isThere).map(({ name }) => name),
      ...reading,
      photoIds: [...photoIds],
      signedBy: [keeper.trim(), customer.trim()],
    },
  };
}

function CheckRow({
  item,
  before,
  state,
  onState,
}: {
  item: string;
  before: ConditionState | undefined;
  state: ConditionState;
  onState: (state: ConditionState) => void;
}) {
  return (
    <div className="check-row">
      <b>{item}</b>
      <Segmented
        label={item}
        value={state}
        options={conditionStates.map((value) => ({ value, label: conditionName(value) }))}
        onChange={onState}
      />
      {before && before !== state && (
        <Note tone="hm">{m.lending_differs({ before: conditionName(before), after: conditionName(state) })}</Note>
      )}
    </div>
  );
}
