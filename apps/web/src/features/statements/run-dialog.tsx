import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { countText, defaultZone, localText, monthName } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { Table, TableScroll } from '../../ui/table.tsx';
import { Note } from '../../ui/tag.tsx';
import { dayOf } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { monthsFrom } from './statement-words.ts';
import { type RunResult, useRun } from './use-run.ts';

interface RunDialogProps {
  districtId: string;
  onClose: () => void;
  /** Called with the month once its statements are there. */
  onMade: (month: string) => void;
}

/** A run in two steps: first count and compare with the month before, then make the statements. */
export function RunDialog({ districtId, onClose, onMade }: RunDialogProps) {
  const months = monthsFrom(dayOf(now(), defaultZone).slice(0, 7), undefined);
  const open = useQuery(read('listPeriods', { query: { districtId } })).data?.items;
  // The oldest month with something left to state comes first to mind; without one, the month before.
  const oldest = open?.findLast((one) => one.unstatedCharges > 0)?.period;
  const [chosen, setPeriod] = useState<string>();
  const period = chosen ?? oldest ?? months[1] ?? '';
  const run = useRun();
  const { result } = run;
  const isCounted = result?.dryRun && result.period === period;
  const isMade = result && !result.dryRun;
  const ask = (dryRun: boolean) => run.start.mutate({ districtId, period, dryRun });
  return (
    <Dialog
      title={m.statement_run_title()}
      onClose={onClose}
      actions={
        isMade ? (
          <Button
            look="main"
            onClick={() => {
              onMade(period);
              onClose();
            }}
          >
            {m.statement_run_show()}
          </Button>
        ) : (
          <>
            <Button look={isCounted ? 'plain' : 'main'} busy={run.isRunning && !isCounted} onClick={() => ask(true)}>
              {m.statement_run_count()}
            </Button>
            <Button
              look={isCounted ? 'main' : 'plain'}
              busy={run.isRunning}
              disabled={!isCounted || result.count === 0}
              onClick={() => ask(false)}
            >
              {m.statement_run_make({ count: isCounted ? result.count : 0 })}
            </Button>
          </>
        )
      }
    >
      <div className="form-stack">
        <p>{m.statement_run_hint()}</p>
        {!isMade && (
          <SelectField label={m.desk_month()} value={period} onChange={(event) => setPeriod(event.target.value)}>
            {months.map((month) => (
              <option key={month} value={month}>
                {monthName(`${month}-01`)}
              </option>
            ))}
          </SelectField>
        )}
        {run.isRunning && <Skeleton rows={3} />}
        {isCounted && <ForecastTable result={result} />}
        {isMade && (
          <Note>
            {m.statement_run_made({ count: countText(result.count) })} <Money fen={result.totalFen} sign />
          </Note>
        )}
        {run.error && <FailureNote error={run.error} />}
      </div>
    </Dialog>
  );
}

function ForecastTable({ result }: { result: RunResult }) {
  const rows = result.organisations ?? [];
  if (rows.length === 0) return <Note>{m.statement_run_nothing()}</Note>;
  return (
    <TableScroll label={m.statement_run_forecast()}>
      <div className="forecast">
        <Table
          caption={m.statement_run_forecast()}
          columns={[
            { key: 'name', title: m.statement_customer(), cell: (row) => localText(row.name) },
            { key: 'count', title: m.statement_count(), right: true, cell: (row) => countText(row.chargeCount) },
            {
              key: 'total',
              title: m.statement_total_short(),
              right: true,
              cell: (row) => <Money fen={row.totalFen} />,
            },
            {
              key: 'before',
              title: m.statement_run_before(),
              right: true,
              cell: (row) => <Money fen={row.previousTotalFen} />,
            },
            {
              key: 'difference',
              title: m.statement_run_difference(),
              right: true,
              cell: (row) => (
                <>
                  {row.differenceFen > 0 && '+'}
                  <Money fen={row.differenceFen} />
                </>
              ),
            },
          ]}
          rows={rows}
          rowKey={(row) => row.organisationId}
        />
      </div>
    </TableScroll>
  );
}
