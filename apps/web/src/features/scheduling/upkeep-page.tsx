import { m } from '@guanyi/messages';
import { Link, useSearch } from '@tanstack/react-router';
import { usePageTitle } from '../../app/page-title.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { Views } from '../../ui/tabs.tsx';
import { BreakdownReports } from './breakdown-reports.tsx';
import { Calibrations } from './calibrations.tsx';
import { MaintenancePlans } from './maintenance-plans.tsx';
import { type UpkeepView, upkeepViews } from './upkeep-views.ts';
import './desk-scheduling.css';
import '../../ui/inbox.css';

const titles: Record<UpkeepView, () => string> = {
  reports: m.upkeep_reports,
  plans: m.upkeep_plans,
  calibrations: m.upkeep_calibrations,
};

/** What keeps instruments fit: what users say is broken, what is maintained again and again, what has to be calibrated. */
export function UpkeepPage() {
  usePageTitle(m.upkeep_title());
  const { view = 'reports' } = useSearch({ from: '/desk/upkeep' });
  return (
    <DeskColumns>
      <Work
        title={m.upkeep_title()}
        summary={m.upkeep_summary()}
        views={
          <Views label={m.upkeep_title()}>
            {upkeepViews.map((one) => (
              <Link
                key={one}
                to="/desk/upkeep"
                search={one === 'reports' ? {} : { view: one }}
                aria-current={one === view ? 'page' : undefined}
              >
                {titles[one]()}
              </Link>
            ))}
          </Views>
        }
      >
        {view === 'reports' && <BreakdownReports />}
        {view === 'plans' && <MaintenancePlans />}
        {view === 'calibrations' && <Calibrations />}
      </Work>
    </DeskColumns>
  );
}
