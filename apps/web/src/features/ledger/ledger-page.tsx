import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { localText } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Views } from '../../ui/tabs.tsx';
import { financeDistrict } from '../statements/finance-district.ts';
import { Journal } from './journal.tsx';
import { type LedgerSearch, type LedgerView, ledgerViews } from './ledger-views.ts';
import { Periods } from './periods.tsx';
import { TrialBalance } from './trial-balance.tsx';
import '../../ui/finance.css';
import '../statements/statements.css';

const viewNames: Record<LedgerView, () => string> = {
  balance: m.ledger_balance,
  journal: m.ledger_journal,
  periods: m.ledger_periods,
};

/** The books of a district: what each account holds, each transfer, and which months are closed. */
export function LedgerPage() {
  usePageTitle(m.ledger_title());
  const search = useSearch({ from: '/desk/ledger' });
  const navigate = useNavigate({ from: '/desk/ledger' });
  const own = financeDistrict(useSession());
  const districtId = own ?? search.district;
  const view = search.view ?? 'balance';
  const change = (next: LedgerSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  return (
    <DeskColumns>
      <Work
        title={m.ledger_title()}
        views={
          <>
            {!own && <DistrictChoice chosen={search.district} onChange={(district) => change({ district })} />}
            <Views label={m.desk_views()}>
              {ledgerViews.map((name) => (
                <ViewLink
                  key={name}
                  to="/desk/ledger"
                  search={{
                    ...(search.district && { district: search.district }),
                    ...(name !== 'balance' && { view: name }),
                  }}
                  isCurrent={name === view}
                >
                  {viewNames[name]()}
                </ViewLink>
              ))}
            </Views>
          </>
        }
      >
        {!districtId && (
          <EmptyState icon="building" title={m.ledger_choose()}>
            {m.ledger_choose_hint()}
          </EmptyState>
        )}
        {districtId && view === 'balance' && <TrialBalance districtId={districtId} district={search.district} />}
        {districtId && view === 'journal' && <Journal districtId={districtId} search={search} onChange={change} />}
        {districtId && view === 'periods' && <Periods districtId={districtId} mayClose={own !== undefined} />}
      </Work>
    </DeskColumns>
  );
}

function DistrictChoice({
  chosen,
  onChange,
}: {
  chosen: string | undefined;
  onChange: (district: string | undefined) => void;
}) {
  const query = useQuery(read('listOrganisations', { query: { kind: 'customsDistrict', limit: 100 } }));
  return (
    <div className="work-tools">
      <select
        className="inp small"
        aria-label={m.ledger_district()}
        value={chosen ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      >
        <option value="">{m.ledger_district()}</option>
        {query.data?.items.map((one) => (
          <option key={one.id} value={one.id}>
            {localText(one.name)}
          </option>
        ))}
      </select>
    </div>
  );
}
