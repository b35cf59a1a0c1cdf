import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { keyOf, read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckboxField, Segmented, SelectField, TextField } from '../../ui/field.tsx';
import { defaultZone, localText } from '../../ui/format.ts';
import { type Mode, modeName } from '../../ui/mode-badge.tsx';
import { dayOf } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { readYuan } from '../payments/read-yuan.ts';
import { type Programme, settleName } from './voucher-words.ts';

const modes: readonly Mode[] = ['rent', 'loan', 'equity'];

interface Form {
  name: string;
  province: string;
  city: string;
  year: string;
  cap: string;
  percent: string;
  modes: readonly Mode[];
  settle: Programme['settle'];
}

type Change = (next: Partial<Form>) => void;

/** Tenths of a percent above 0 and up to 100 %. */
function readPermille(text: string): number | undefined {
  const permille = /^\d{1,3}(\.\d)?$/.test(text.trim()) ? Math.round(Number(text) * 10) : 0;
  return permille >= 1 && permille <= 1_000 ? permille : undefined;
}

interface ProgrammeDialogProps {
  onClose: () => void;
  onMade: (programmeId: string) => void;
}

/** Sets up a programme; its terms never change afterwards. */
export function ProgrammeDialog({ onClose, onMade }: ProgrammeDialogProps) {
  const queryClient = useQueryClient();
  const formId = useId();
  const [form, setForm] = useState<Form>({
    ...{ name: '', province: '', city: '', cap: '', percent: '', modes: ['rent'], settle: 'deduct' },
    year: dayOf(now(), defaultZone).slice(0, 4),
  });
  const change: Change = (next) => setForm((before) => ({ ...before, ...next }));
  const capPerOrganisationFen = readYuan(form.cap);
  const sharePermille = readPermille(form.percent);
  const make = useMutation({
    mutationFn: () =>
      call('createVoucherProgramme', {
        body: {
          ...{ name: form.name.trim(), region: form.city || form.province, year: Number(form.year) },
          ...{ modes: [...form.modes], settle: form.settle },
          capPerOrganisationFen: capPerOrganisationFen ?? 0,
          sharePermille: sharePermille ?? 0,
        },
      }),
    onSuccess: (programme) => {
      onMade(programme.id);
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listVoucherProgrammes') }),
  });
  const isReady = capPerOrganisationFen !== undefined && sharePermille !== undefined && form.modes.length > 0;
  return (
    <Dialog
      title={m.vouchers_programme_add()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={make.isPending}>
            {m.vouchers_programme_make()}
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
          if (isReady) make.mutate();
        }}
      >
        <TextField
          label={m.vouchers_name()}
          required
          maxLength={200}
          value={form.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <RegionFields form={form} onChange={change} />
        <TermFields form={form} onChange={change} />
        <ModeFields form={form} onChange={change} />
      </form>
      {make.error && <FailureNote error={make.error} />}
    </Dialog>
  );
}

function RegionFields({ form, onChange }: { form: Form; onChange: Change }) {
  const forGood = { staleTime: Number.POSITIVE_INFINITY };
  const provinces = useQuery({ ...read('listRegions', { query: { level: 1, limit: 100 } }), ...forGood });
  const cities = useQuery({
    ...read('listRegions', { query: { parent: form.province, level: 2, limit: 100 } }),
    ...forGood,
    enabled: form.province !== '',
  });
  return (
    <div className="f2">
      <SelectField
        label={m.account_province()}
        required
        value={form.province}
        onChange={(event) => onChange({ province: event.target.value, city: '' })}
      >
        <option value="" disabled>
          {m.payments_choose()}
        </option>
        {provinces.data?.items.map(({ code, name }) => (
          <option key={code} value={code}>
            {localText(name)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={m.account_city()}
        value={form.city}
        disabled={!cities.data?.items.length}
        onChange={(event) => onChange({ city: event.target.value })}
      >
        <option value="">{m.vouchers_whole_province()}</option>
        {cities.data?.items.map(({ code, name }) => (
          <option key={code} value={code}>
            {localText(name)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function TermFields({ form, onChange }: { form: Form; onChange: Change }) {
  const isShareWrong = form.percent !== '' && readPermille(form.percent) === undefined;
  const isCapWrong = form.cap !== '' && readYuan(form.cap) === undefined;
  return (
    <>
      <div className="f2">
        <TextField
          label={m.vouchers_year()}
          required
          type="number"
          min={2000}
          max={2199}
          value={form.year}
          onChange={(event) => onChange({ year: event.target.value })}
        />
        <TextField
          label={m.vouchers_share_percent()}
          required
          inputMode="decimal"
          maxLength={5}
          value={form.percent}
          error={isShareWrong ? m.vouchers_share_fault() : undefined}
          onChange={(event) => onChange({ percent: event.target.value })}
        />
      </div>
      <TextField
        label={m.vouchers_cap_yuan()}
        required
        inputMode="decimal"
        maxLength={20}
        value={form.cap}
        error={isCapWrong ? m.payments_amount_fault() : undefined}
        onChange={(event) => onChange({ cap: event.target.value })}
      />
    </>
  );
}

function ModeFields({ form, onChange }: { form: Form; onChange: Change }) {
  const toggle = (mode: Mode) =>
    onChange({ modes: modes.filter((one) => (one === mode) !== form.modes.includes(one)) });
  return (
    <>
      <fieldset className="field">
        <legend>{m.vouchers_modes()}</legend>
        <div className="voucher-checks">
          {modes.map((mode) => (
            <CheckboxField
              key={mode}
              label={modeName(mode)}
              checked={form.modes.includes(mode)}
              onChange={() => toggle(mode)}
            />
          ))}
        </div>
        {form.modes.length === 0 && <p className="field-error">{m.vouchers_modes_fault()}</p>}
      </fieldset>
      <div className="field">
        <span>{m.vouchers_settle()}</span>
        <Segmented
          label={m.vouchers_settle()}
          value={form.settle}
          options={(['deduct', 'reimburse'] as const).map((value) => ({ value, label: settleName(value) }))}
          onChange={(settle) => onChange({ settle })}
        />
        <p className="field-hint">
          {form.settle === 'deduct' ? m.vouchers_deduct_hint() : m.vouchers_reimburse_hint()}
        </p>
      </div>
    </>
  );
}
