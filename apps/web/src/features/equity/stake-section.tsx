import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFailure } from '../../app/problem.ts';
import { read } from '../../app/query.ts';
import { TextField } from '../../ui/field.tsx';
import { countText, localText, yuanText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { type EquityCase, fenOf } from './equity-words.ts';
import { StakeBar, type StakePart } from './stake-bars.tsx';

/** The stake before and after the contribution: as agreed, or to be tried out before anything is signed. */
export function StakeSection({ deal }: { deal: EquityCase }) {
  return (
    <section>
      <h2>{m.equity_before_after()}</h2>
      {deal.agreement ? <Agreed deal={deal} agreement={deal.agreement} /> : <Simulator deal={deal} />}
    </section>
  );
}

function Agreed({ deal, agreement }: { deal: EquityCase; agreement: NonNullable<EquityCase['agreement']> }) {
  const nameOf = (id: string) => localText(deal.parties.find((party) => party.organisationId === id)?.name) || id;
  const parts = agreement.holdings.map(({ organisationId, units }) => ({
    key: organisationId,
    name: nameOf(organisationId),
    units,
    isOwn: organisationId === deal.districtId,
  }));
  return <Bars parts={parts} {...agreement} />;
}

interface BarsProps {
  parts: readonly StakePart[];
  valueFen: number;
  capitalFen: number;
  unitsIssued: number;
  cashFen: number;
}

/** Before the contribution there is everything but the unit's own units. */
function Bars({ parts, valueFen, capitalFen, unitsIssued, cashFen }: BarsProps) {
  const others = parts.filter((part) => !part.isOwn);
  const before = others.reduce((sum, part) => sum + part.units, 0);
  return (
    <>
      <div className="stake">
        {before > 0 && <StakeBar label={m.equity_before()} issued={before} parts={others} />}
        <StakeBar
          label={m.equity_after()}
          issued={unitsIssued}
          parts={[...others, ...parts.filter((part) => part.isOwn)]}
        />
      </div>
      <p className="m s" style={{ marginTop: 8 }}>
        {m.equity_formula({
          value: yuanText(valueFen),
          units: countText(unitsIssued),
          capital: yuanText(capitalFen),
          cash: yuanText(cashFen),
        })}
      </p>
    </>
  );
}

const defaultUnits = 1_000_000;
/** A stake of a quarter, to begin with. */
const usualMultiple = 4;

function Simulator({ deal }: { deal: EquityCase }) {
  const { appraisal } = deal;
  const [capital, setCapital] = useState(() => (appraisal ? String((appraisal.valueFen * usualMultiple) / 100) : ''));
  const [units, setUnits] = useState(String(defaultUnits));
  const capitalFen = fenOf(capital);
  const unitsIssued = /^\d{1,12}$/.test(units) ? Number(units) : undefined;
  const isAskable = appraisal !== undefined && Boolean(capitalFen) && Boolean(unitsIssued);
  const tried = useQuery({
    ...read('simulateStake', {
      params: { caseId: deal.id },
      query: { capitalFen: capitalFen ?? 1, unitsIssued: unitsIssued ?? 1 },
    }),
    enabled: isAskable,
    retry: false,
  });
  if (!appraisal) return <p className="m s">{m.equity_simulate_none()}</p>;
  const parts: StakePart[] = tried.data
    ? [
        { key: 'others', name: m.equity_others(), units: tried.data.otherUnits, isOwn: false },
        { key: 'own', name: localText(deal.district.name), units: tried.data.units, isOwn: true },
      ]
    : [];
  return (
    <>
      <div className="stake-try">
        <TextField
          label={m.equity_capital()}
          inputMode="decimal"
          value={capital}
          onChange={(event) => setCapital(event.target.value)}
        />
        <TextField
          label={m.equity_units_issued()}
          inputMode="numeric"
          value={units}
          onChange={(event) => setUnits(event.target.value)}
        />
      </div>
      {tried.isError && <Note tone="hm">{describeFailure(tried.error).title}</Note>}
      {tried.data && <Bars parts={parts} {...tried.data} />}
      <p className="m s">{m.equity_simulate_hint()}</p>
    </>
  );
}
