import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { yuanText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { type PriceGroup, priceGroupName } from '../../ui/vocabulary.ts';
import { fenOf, yuanInput } from './facts-form.ts';
import { faultAt, hasFaults } from './field-faults.ts';
import { GroupField } from './group-field.tsx';
import type { Instrument } from './instrument-rights.ts';
import { emptyPrice, type PriceForm } from './price-form.ts';
import { FailureNote } from './save-bar.tsx';

const fields = ['value', 'years', 'hours', 'consumables', 'watts', 'kwh', 'maintenance', 'square', 'rent'] as const;
type CostField = (typeof fields)[number];

/** Amounts in yuan, counts as whole numbers; each with its pointer in the body. */
const rows: Record<CostField, readonly [title: () => string, pointer: string]> = {
  value: [m.usage_cost_value, '/valueFen'],
  years: [m.usage_cost_years, '/depreciationYears'],
  hours: [m.usage_cost_hours, '/ratedHoursPerYear'],
  consumables: [m.usage_cost_consumables, '/consumablesPerHourFen'],
  watts: [m.usage_cost_watts, '/powerWatts'],
  kwh: [m.usage_cost_kwh, '/powerPerKwhFen'],
  maintenance: [m.usage_cost_maintenance, '/maintenancePerYearFen'],
  square: [m.usage_cost_square, '/spaceSquareMetres'],
  rent: [m.usage_cost_rent, '/spacePerSquareMetreYearFen'],
};

const partTitles = {
  depreciation: m.usage_cost_depreciation,
  consumables: m.usage_cost_part_consumables,
  power: m.usage_cost_power,
  maintenance: m.usage_cost_part_maintenance,
  space: m.usage_cost_part_space,
};

/** Half yuan steps read badly on a price list; whole ones do not. */
const stepFen = 100;

interface CostSheetDialogProps {
  instrument: Instrument;
  /** Opens the price editor with the rate that was found. */
  onPropose: (price: PriceForm) => void;
  onClose: () => void;
}

/** What a machine hour costs its owner, and the rate that would cover a share of it. */
export function CostSheetDialog({ instrument, onPropose, onClose }: CostSheetDialogProps) {
  const formId = useId();
  const [sheet, setSheet] = useState<Record<CostField, string>>(() => ({
    ...(Object.fromEntries(fields.map((name) => [name, ''])) as Record<CostField, string>),
    value: yuanInput('originalValueFen' in instrument ? (instrument.originalValueFen as number) : undefined),
    years: '10',
    hours: '1600',
  }));
  const [group, setGroup] = useState<PriceGroup>('enterprise');
  const [percent, setPercent] = useState('100');
  const compute = useMutation({ mutationFn: () => call('calculateCost', { body: bodyOf(sheet, group, percent) }) });
  const proposal = compute.data?.proposals[0];
  return (
    <Dialog
      title={m.usage_cost_title()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="firm" busy={compute.isPending}>
            {m.usage_cost_compute()}
          </Button>
          {proposal && (
            <Button look="main" onClick={() => onPropose(priceOf(proposal))}>
              {m.usage_cost_propose()}
            </Button>
          )}
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <p className="m">{m.usage_cost_hint()}</p>
      <form
        id={formId}
        className="form-grid"
        onSubmit={(event) => {
          event.preventDefault();
          compute.mutate();
        }}
      >
        {fields.map((name) => (
          <TextField
            key={name}
            label={rows[name][0]()}
            inputMode="decimal"
            maxLength={16}
            required={name === 'value' || name === 'years' || name === 'hours'}
            value={sheet[name]}
            error={faultAt(compute.error, rows[name][1])}
            onChange={(event) => setSheet({ ...sheet, [name]: event.target.value })}
          />
        ))}
        <GroupField value={group} onChange={setGroup} />
        <TextField
          label={m.usage_cost_share()}
          type="number"
          min={0}
          max={1000}
          value={percent}
          onChange={(event) => setPercent(event.target.value)}
        />
      </form>
      {compute.error && <FailureNote error={compute.error} isMarked={hasFaults(compute.error)} />}
      {compute.data && <CostResult result={compute.data} />}
    </Dialog>
  );
}

function CostResult({ result }: { result: Reply<'calculateCost'> }) {
  const [proposal] = result.proposals;
  return (
    <KeyValues
      className="money"
      items={[
        ...result.parts.map(({ kind, perHourFen }) => [partTitles[kind](), yuanText(perHourFen)] as const),
        [m.usage_cost_sum(), <b key="sum">{yuanText(result.perHourFen)}</b>],
        proposal && [
          `${m.usage_cost_rate()} ${priceGroupName(proposal.priceGroup)}`,
          <b key="rate">{yuanText(proposal.ratePerHourFen)}</b>,
        ],
      ]}
    />
  );
}

function bodyOf(sheet: Record<CostField, string>, priceGroup: PriceGroup, percent: string) {
  // What is no amount goes as -1, so that the server names the field.
  const fen = (name: CostField) => (sheet[name].trim() === '' ? 0 : (fenOf(sheet[name]) ?? -1));
  const whole = (name: CostField) => (sheet[name].trim() === '' ? 0 : Number(sheet[name]));
  return {
    valueFen: fen('value'),
    depreciationYears: whole('years'),
    ratedHoursPerYear: whole('hours'),
    consumablesPerHourFen: fen('consumables'),
    powerWatts: whole('watts'),
    powerPerKwhFen: fen('kwh'),
    maintenancePerYearFen: fen('maintenance'),
    spaceSquareMetres: whole('square'),
    spacePerSquareMetreYearFen: fen('rent'),
    shares: [{ priceGroup, permille: Math.round((Number(percent) || 0) * 10) }],
    stepFen,
  };
}

function priceOf({ priceGroup, ratePerHourFen }: Reply<'calculateCost'>['proposals'][number]): PriceForm {
  const price = emptyPrice(now());
  return { ...price, priceGroup, amounts: { ...price.amounts, ratePerHour: yuanInput(ratePerHourFen) } };
}
