import { m } from '@guanyi/messages';
import { Button } from '../../ui/button.tsx';
import { CheckboxField, Segmented, TextField } from '../../ui/field.tsx';
import { countText, longDay } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import type { HandingItem, Moment, Party, Signature, useHandingDraft } from './handing-draft.ts';
import { type ConditionState, conditionName, conditionStates, type Lending } from './lending-words.ts';
import { PhotoPicker, PhotoStrip } from './photos.tsx';
import { SignaturePad } from './signature-pad.tsx';

interface SectionProps {
  lending: Lending;
  moment: Moment;
  form: ReturnType<typeof useHandingDraft>;
}

/** Everything that goes along, each ticked by eye; what is not there is said to be missing. */
export function AccessoriesSection({ form, names }: SectionProps & { names: readonly string[] }) {
  const { accessories } = form.draft;
  const set = (name: string, state: 'there' | 'missing' | undefined) => {
    const { [name]: _, ...others } = accessories;
    form.change({ accessories: state ? { ...others, [name]: state } : others });
  };
  const done = names.filter((name) => accessories[name] !== undefined).length;
  return (
    <section>
      <SectionHead title={m.handing_accessories()} fact={`${done} / ${names.length}`} />
      {names.map((name, i) => (
        <div key={name} id={`accessory-${i}`} className="check-line">
          <CheckboxField
            label={name}
            checked={accessories[name] === 'there'}
            onChange={(event) => set(name, event.target.checked ? 'there' : undefined)}
          />
          <button
            type="button"
            className="btn small"
            aria-pressed={accessories[name] === 'missing'}
            onClick={() => set(name, accessories[name] === 'missing' ? undefined : 'missing')}
          >
            {conditionName('missing')}
            <span className="vh"> {name}</span>
          </button>
        </div>
      ))}
    </section>
  );
}

/** Item by item, beside what was seen before; the difference is said at once. */
export function ConditionSection({ lending, moment, form, items }: SectionProps & { items: readonly HandingItem[] }) {
  const { conditions, meter } = form.draft;
  const before = new Map(lending.handOver?.conditions.map((one) => [one.item, one]));
  const change = (item: string, part: { state?: ConditionState; note?: string }) =>
    form.change({ conditions: { ...conditions, [item]: { ...conditions[item], ...part } } });
  const open = items.map(({ name }) => name).filter((name) => !conditions[name]?.state);
  const allGood = () =>
    form.change({
      conditions: {
        ...conditions,
        ...Object.fromEntries(
          open.map((item) => [item, { ...conditions[item], state: before.get(item)?.state ?? 'good' }]),
        ),
      },
    });
  const earlier = lending.handOver?.meterReading;
  return (
    <section>
      <SectionHead title={m.handing_condition()} fact={`${items.length - open.length} / ${items.length}`} />
      {items.map(({ name, label }, i) => (
        <CheckRow
          key={name}
          id={`condition-${i}`}
          item={label}
          before={before.get(name)}
          now={conditions[name] ?? {}}
          onChange={(part) => change(name, part)}
        />
      ))}
      {open.length > 1 && (
        <Button onClick={allGood}>
          {moment === 'takeBack'
            ? m.handing_rest_unchanged({ n: open.length })
            : m.handing_rest_good({ n: open.length })}
        </Button>
      )}
      <TextField
        label={m.lending_meter()}
        hint={earlier === undefined ? undefined : m.handing_meter_before({ n: countText(earlier) })}
        inputMode="numeric"
        value={meter}
        error={meter !== '' && !/^\d{1,9}$/.test(meter) ? m.chains_fault_days() : undefined}
        onChange={(event) => form.change({ meter: event.target.value })}
      />
    </section>
  );
}

interface CheckRowProps {
  id: string;
  item: string;
  before: { state: ConditionState; note: string } | undefined;
  now: { state?: ConditionState; note?: string };
  onChange: (part: { state?: ConditionState; note?: string }) => void;
}

function CheckRow({ id, item, before, now, onChange }: CheckRowProps) {
  const isWorse = now.state !== undefined && now.state !== (before?.state ?? 'good');
  return (
    <div id={id} className="check-row">
      <p className="check-head">
        <b>{item}</b>
        {before && (
          <span className="s m">
            {m.handing_before({ state: conditionName(before.state) })} {before.note}
          </span>
        )}
      </p>
      <Segmented
        label={item}
        value={now.state ?? ('' as ConditionState)}
        options={conditionStates.map((value) => ({ value, label: conditionName(value) }))}
        onChange={(state) => onChange({ state })}
      />
      {isWorse && now.state && (
        <>
          {before && (
            <Note tone="hm">
              {m.lending_differs({ before: conditionName(before.state), after: conditionName(now.state) })}
            </Note>
          )}
          <TextField
            label={m.handing_note({ item })}
            maxLength={1000}
            value={now.note ?? ''}
            onChange={(event) => onChange({ note: event.target.value })}
          />
        </>
      )}
    </div>
  );
}

export function PhotosSection({ lending, moment, form }: SectionProps) {
  const before = lending.handOver?.photoIds ?? [];
  return (
    <section>
      <SectionHead title={m.handing_photos()} fact={m.handing_photos_n({ n: form.draft.photoIds.length })} />
      {moment === 'takeBack' && before.length > 0 && (
        <>
          <p className="s m">{m.handing_photos_before()}</p>
          <PhotoStrip photoIds={before} />
        </>
      )}
      <PhotoPicker photoIds={form.draft.photoIds} onChange={(photoIds) => form.change({ photoIds })} />
    </section>
  );
}

/** Both sign side by side, drawn or by their typed name. */
export function SignaturesSection({ lending, moment, form }: SectionProps) {
  const { signatures } = form.draft;
  const set = (party: Party, part: Partial<Signature>) =>
    form.change({ signatures: { ...signatures, [party]: { ...signatures[party], ...part } } });
  const labels: Record<Party, string> = {
    lab: m.lending_signature_keeper(),
    customer: m.lending_signature_customer(),
  };
  return (
    <section>
      <SectionHead title={m.lending_both_sign()} />
      <div className="signatures">
        {(['lab', 'customer'] as const).map((party) => (
          <div key={party} id={`signature-${party}`} className="signature">
            <SignaturePad
              label={labels[party]}
              strokes={signatures[party].strokes}
              onChange={(strokes) => set(party, { strokes })}
            />
            <TextField
              label={labels[party]}
              maxLength={200}
              value={signatures[party].name}
              onChange={(event) => set(party, { name: event.target.value })}
            />
            <CheckboxField
              label={
                <>
                  {m.handing_typed()}
                  <span className="vh"> {labels[party]}</span>
                </>
              }
              checked={signatures[party].isTyped}
              onChange={(event) => set(party, { isTyped: event.target.checked })}
            />
          </div>
        ))}
      </div>
      <p className="s m">
        {moment === 'handOver'
          ? m.handing_what_follows({ day: longDay(lending.lastDay) })
          : m.handing_what_follows_back()}
      </p>
    </section>
  );
}

function SectionHead({ title, fact }: { title: string; fact?: string }) {
  return (
    <div className="section-head">
      <h2>{title}</h2>
      {fact && <span className="s m">{fact}</span>}
    </div>
  );
}
