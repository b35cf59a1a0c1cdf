import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckboxField, SelectField, TextField } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type Form, formName, type PriceGroup, priceGroupName, taxName } from '../../ui/vocabulary.ts';
import { faultAt, faultsElsewhere, hasFaults } from './field-faults.ts';
import type { Instrument } from './instrument-rights.ts';
import {
  type AmountField,
  amountPointers,
  amountsOf,
  chargeBases,
  newPolicyOf,
  type PriceForm,
  taxCategories,
} from './price-form.ts';
import { FailureNote } from './save-bar.tsx';
import { TimeFactors } from './time-factors.tsx';

const forms: readonly Form[] = ['machineTime', 'sample', 'termLease'];
const groups: readonly PriceGroup[] = ['internal', 'partner', 'academic', 'sme', 'enterprise'];

const amountTitles: Record<AmountField, () => string> = {
  ratePerHour: m.desk_price_rate,
  minimum: m.desk_price_minimum,
  setup: m.desk_price_setup,
  operatorPerHour: m.desk_price_operator,
  perSample: m.desk_price_sample,
  perDay: m.desk_price_day,
  noShowFee: m.desk_price_no_show,
};

const basisTitles = { booked: m.desk_basis_booked, used: m.desk_basis_used, overage: m.desk_basis_overage };

const pointers = [
  ...Object.values(amountPointers),
  '/capFen',
  '/subsidyPermille',
  '/cancellation',
  '/effectiveFrom',
  '/effectiveUntil',
  '/timeFactors',
];

interface PriceDialogProps {
  instrument: Instrument;
  initial: PriceForm;
  onClose: () => void;
}

/** Sets a new price for one group of customers. All amounts are in yuan before tax; what is left empty is free. */
export function PriceDialog({ instrument, initial, onClose }: PriceDialogProps) {
  const queryClient = useQueryClient();
  const formId = useId();
  const [price, setPrice] = useState(initial);
  const create = useMutation({
    mutationFn: () => call('createPricePolicy', { body: newPolicyOf(price, instrument.id, instrument.zone) }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.desk_price_saved() });
      for (const operation of ['listPricePolicies', 'getInstrument', 'searchInstruments'] as const) {
        queryClient.invalidateQueries({ queryKey: keyOf(operation) });
      }
      onClose();
    },
  });
  const change = (next: Partial<PriceForm>) => setPrice((current) => ({ ...current, ...next }));
  return (
    <Dialog
      title={m.desk_price_new()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={create.isPending}>
            {m.desk_price_save()}
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
          create.mutate();
        }}
      >
        <WhoAndWhen price={price} error={create.error} onChange={change} />
        <Amounts price={price} error={create.error} onChange={change} />
        <Cancellation price={price} error={create.error} onChange={change} />
        <TimeFactors
          factors={price.timeFactors}
          error={create.error}
          onChange={(timeFactors) => change({ timeFactors })}
        />
      </form>
      {create.error && (
        <FailureNote
          error={create.error}
          more={faultsElsewhere(create.error, pointers)}
          isMarked={hasFaults(create.error)}
        />
      )}
    </Dialog>
  );
}

interface PartProps {
  price: PriceForm;
  error: unknown;
  onChange: (change: Partial<PriceForm>) => void;
}

function WhoAndWhen({ price, error, onChange }: PartProps) {
  return (
    <div className="form-grid">
      <OneOf
        label={m.desk_price_form()}
        value={price.form}
        options={forms}
        nameOf={formName}
        onChange={(form) => onChange({ form })}
      />
      <OneOf
        label={m.desk_price_group()}
        value={price.priceGroup}
        options={groups}
        nameOf={priceGroupName}
        onChange={(priceGroup) => onChange({ priceGroup })}
      />
      <TextField
        label={m.desk_price_first_day()}
        type="date"
        required
        value={price.firstDay}
        error={faultAt(error, '/effectiveFrom')}
        onChange={(event) => onChange({ firstDay: event.target.value })}
      />
      <TextField
        label={m.desk_price_last_day()}
        note={m.desk_optional()}
        type="date"
        min={price.firstDay}
        value={price.lastDay}
        error={faultAt(error, '/effectiveUntil')}
        onChange={(event) => onChange({ lastDay: event.target.value })}
      />
      <OneOf
        label={m.desk_price_basis()}
        value={price.chargeFor}
        options={chargeBases}
        nameOf={(basis) => basisTitles[basis]()}
        onChange={(chargeFor) => onChange({ chargeFor })}
      />
      <OneOf
        label={m.desk_price_tax()}
        value={price.taxCategory}
        options={taxCategories}
        nameOf={taxName}
        onChange={(taxCategory) => onChange({ taxCategory })}
      />
    </div>
  );
}

interface OneOfProps<T extends string> {
  label: string;
  value: T;
  options: readonly T[];
  nameOf: (option: T) => string;
  onChange: (value: T) => void;
}

function OneOf<T extends string>({ label, value, options, nameOf, onChange }: OneOfProps<T>) {
  return (
    <SelectField
      label={label}
      value={value}
      onChange={(event) => onChange(options.find((option) => option === event.target.value) ?? value)}
    >
      {options.map((option) => (
        <option key={option} value={option}>
          {nameOf(option)}
        </option>
      ))}
    </SelectField>
  );
}

function Amounts({ price, error, onChange }: PartProps) {
  return (
    <div className="form-grid">
      {amountsOf[price.form].map((name) => (
        <TextField
          key={name}
          label={amountTitles[name]()}
          inputMode="decimal"
          maxLength={16}
          required={name === 'ratePerHour' && price.form === 'machineTime'}
          value={price.amounts[name]}
          error={faultAt(error, amountPointers[name])}
          onChange={(event) => onChange({ amounts: { ...price.amounts, [name]: event.target.value } })}
        />
      ))}
      <TextField
        label={m.desk_price_cap()}
        inputMode="decimal"
        maxLength={16}
        value={price.cap}
        error={faultAt(error, '/capFen')}
        onChange={(event) => onChange({ cap: event.target.value })}
      />
      <TextField
        label={m.desk_price_subsidy()}
        type="number"
        min={0}
        max={100}
        step={0.1}
        value={price.subsidyPercent}
        error={faultAt(error, '/subsidyPermille')}
        onChange={(event) => onChange({ subsidyPercent: event.target.value })}
      />
    </div>
  );
}

function Cancellation({ price, error, onChange }: PartProps) {
  return (
    <div className="form-grid">
      <TextField
        label={m.desk_price_notice()}
        type="number"
        min={0}
        max={8760}
        value={price.noticeHours}
        error={faultAt(error, '/cancellation/noticeHours')}
        onChange={(event) => onChange({ noticeHours: event.target.value })}
      />
      <TextField
        label={m.desk_price_cancellation_fee()}
        inputMode="decimal"
        maxLength={16}
        disabled={price.isFullPrice}
        value={price.isFullPrice ? '' : price.cancellationFee}
        error={faultAt(error, '/cancellation/feeFen')}
        onChange={(event) => onChange({ cancellationFee: event.target.value })}
      />
      <CheckboxField
        label={m.desk_price_full()}
        checked={price.isFullPrice}
        onChange={(event) => onChange({ isFullPrice: event.target.checked })}
      />
    </div>
  );
}
