import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { countText, localText } from '../../ui/format.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { type EquityCase, fenOf } from './equity-words.ts';
import { agreedHours, PriorityFields, type TypedHours } from './priority-fields.tsx';
import { useCaseAct } from './use-case.ts';

interface Holder {
  organisationId: string;
  units: string;
}

interface Terms {
  capital: string;
  units: string;
  holders: readonly Holder[];
}

/** What the terms come to: the unit's own units follow from the appraised value, and a single other holder has the rest. */
function useTerms(deal: EquityCase, { capital, units, holders }: Terms) {
  const capitalFen = fenOf(capital) ?? 0;
  const unitsIssued = /^\d{1,12}$/.test(units) ? Number(units) : 0;
  const query = { capitalFen: capitalFen || 1, unitsIssued: unitsIssued || 1 };
  const stake = useQuery({
    ...read('simulateStake', { params: { caseId: deal.id }, query }),
    enabled: capitalFen > 0 && unitsIssued > 0,
    retry: false,
  });
  const own = stake.data?.units ?? 0;
  const rest = String(unitsIssued - own);
  const shown = holders.map((holder) =>
    holders.length === 1 && holder.units === '' ? { ...holder, units: rest } : holder,
  );
  const others = shown.map(({ organisationId, units: held }) => ({ organisationId, units: Number(held) || 0 }));
  const holdings = [{ organisationId: deal.districtId, units: own }, ...others];
  const sum = holdings.reduce((total, holding) => total + holding.units, 0);
  return { own, shown, sum, body: { capitalFen, unitsIssued, holdings } };
}

/** Capital, units and who holds them. The unit's own units cannot be typed. */
export function SignDialog({ deal, onClose }: { deal: EquityCase; onClose: () => void }) {
  const formId = useId();
  const act = useCaseAct('signAgreement', onClose);
  const [terms, setTerms] = useState<Terms>({
    capital: '',
    units: '1000000',
    holders: [{ organisationId: deal.organisationId, units: '' }],
  });
  const [hours, setHours] = useState<readonly TypedHours[]>([]);
  const { own, shown, sum, body } = useTerms(deal, terms);
  const nameOf = useHolderNames(deal);
  const holders = shown.filter(({ organisationId }) => organisationId !== '');
  const change = (next: Partial<Terms>) => setTerms((current) => ({ ...current, ...next }));
  return (
    <Dialog
      title={m.equity_do_sign()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={act.isPending}>
            {m.equity_do_sign()}
          </Button>
          <Button onClick={onClose}>{m.equity_back()}</Button>
        </>
      }
    >
      <form
        id={formId}
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate({ params: { caseId: deal.id }, body: { ...body, priorityHours: agreedHours(hours) } });
        }}
      >
        <TextField
          label={m.equity_capital()}
          required
          inputMode="decimal"
          value={terms.capital}
          onChange={(event) => change({ capital: event.target.value })}
        />
        <TextField
          label={m.equity_units_issued()}
          required
          inputMode="numeric"
          value={terms.units}
          onChange={(event) => change({ units: event.target.value })}
        />
        <TextField label={localText(deal.district.name)} readOnly value={own > 0 ? countText(own) : ''} />
        <Holders deal={deal} holders={shown} onChange={(holders) => change({ holders })} />
        <p className="m s">{m.equity_sum({ n: countText(sum), total: countText(body.unitsIssued) })}</p>
        <PriorityFields
          deal={deal}
          holders={holders.map(({ organisationId: id }) => ({ id, name: nameOf(id) }))}
          hours={hours}
          onChange={setHours}
        />
      </form>
      {act.error && <FailureNote error={act.error} />}
    </Dialog>
  );
}

interface HoldersProps {
  deal: EquityCase;
  holders: readonly Holder[];
  onChange: (holders: Holder[]) => void;
}

/** Who may hold units: every verified organisation but the unit itself, the proposer in any case. */
function useHolders(deal: EquityCase) {
  const known = useQuery(read('listOrganisations', { query: { status: 'verified', limit: 100 } }));
  const others = (known.data?.items ?? []).filter(({ id }) => id !== deal.districtId);
  return others.some(({ id }) => id === deal.organisationId)
    ? others
    : [{ id: deal.organisationId, name: deal.organisation.name }, ...others];
}

function useHolderNames(deal: EquityCase): (id: string) => string {
  const holders = useHolders(deal);
  return (id) => localText(holders.find((holder) => holder.id === id)?.name);
}

function Holders({ deal, holders, onChange }: HoldersProps) {
  const options = useHolders(deal);
  const set = (i: number, change: Partial<Holder>) =>
    onChange(holders.map((holder, k) => (k === i ? { ...holder, ...change } : holder)));
  return (
    <>
      {holders.map((holder, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever added at the end.
        <div className="holder-row" key={i}>
          <SelectField
            label={m.equity_holder()}
            value={holder.organisationId}
            onChange={(event) => set(i, { organisationId: event.target.value })}
          >
            {holder.organisationId === '' && <option value="">{m.equity_choose_holder()}</option>}
            {options.map((option) => (
              <option key={option.id} value={option.id}>
                {localText(option.name)}
              </option>
            ))}
          </SelectField>
          <TextField
            label={m.equity_holder_units()}
            required
            inputMode="numeric"
            value={holder.units}
            onChange={(event) => set(i, { units: event.target.value })}
          />
        </div>
      ))}
      <Button size="small" icon="plus" onClick={() => onChange([...holders, { organisationId: '', units: '' }])}>
        {m.equity_add_holder()}
      </Button>
    </>
  );
}
