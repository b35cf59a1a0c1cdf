import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { LabOptions } from '../../app/lab-picker.tsx';
import { labsWithRole } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useSession } from '../../app/session.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { csvText, saveFile } from '../../ui/csv.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { Field, SelectField } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { ImportReportView } from '../catalogue/import-report-view.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { useUsageImport } from './use-usage-import.ts';
import '../catalogue/desk-catalogue.css';

/** Uses from a file of a meter or a log book: tried first, then put on record; a file that comes again changes nothing. */
export function UsageImportPage() {
  usePageTitle(m.usage_import_title());
  const labs = labsWithRole(useSession(), ['keeper', 'labManager']);
  const [labId, setLabId] = useState(labs[0]?.id);
  const [file, setFile] = useState<File>();
  const work = useUsageImport();
  const { report, isRunning } = work;
  const send = (isDryRun: boolean) => {
    if (labId && file) work.start.mutate({ labId, file, isDryRun });
  };
  return (
    <DeskColumns>
      <Work
        title={m.usage_import_title()}
        actions={
          <Link to="/desk/usage" className={buttonClass('plain', 'small')}>
            {m.usage_import_back()}
          </Link>
        }
      >
        <div className="work-pad editor">
          <form
            className="form-stack narrow"
            onSubmit={(event) => {
              event.preventDefault();
              send(true);
            }}
          >
            <p>{m.usage_import_hint()}</p>
            <SelectField
              label={m.desk_import_lab()}
              value={labId ?? ''}
              disabled={isRunning}
              onChange={(event) => setLabId(event.target.value)}
            >
              <LabOptions labs={labs} />
            </SelectField>
            <Field label={m.desk_import_file()} hint={m.usage_import_file_hint()}>
              {(control) => (
                <input
                  {...control}
                  type="file"
                  required
                  accept=".csv,.tsv,.txt"
                  disabled={isRunning}
                  onChange={(event) => {
                    setFile(event.target.files?.[0]);
                    work.start.reset();
                  }}
                />
              )}
            </Field>
            <ImportButtons work={work} isReady={Boolean(file && labId)} onRun={() => send(false)} />
          </form>
          {work.error && <FailureNote error={work.error} />}
          {isRunning && <Skeleton rows={3} />}
          {report && <ImportReportView report={report} file={file} hasFailed={work.hasFailed} />}
        </div>
      </Work>
    </DeskColumns>
  );
}

interface ImportButtonsProps {
  work: ReturnType<typeof useUsageImport>;
  isReady: boolean;
  onRun: () => void;
}

/** The real run is offered once a trial has shown what it would do. */
function ImportButtons({ work, isReady, onRun }: ImportButtonsProps) {
  const { report, isRunning } = work;
  const tried = report?.dryRun && !work.hasFailed ? report : undefined;
  return (
    <div className="bar">
      <Button type="submit" look={tried ? 'plain' : 'main'} busy={isRunning} disabled={!isReady}>
        {m.desk_import_try()}
      </Button>
      {tried && (
        <Button look="main" busy={isRunning} disabled={tried.created === 0} onClick={onRun}>
          {m.usage_import_run({ n: tried.created })}
        </Button>
      )}
      <Button look="bare" icon="download" onClick={saveTemplate}>
        {m.usage_import_template()}
      </Button>
    </div>
  );
}

/** The columns with one row of each kind: a use of a booking, and one of somebody who walked in. */
function saveTemplate(): void {
  const head = [
    'source',
    'sourceId',
    'bookingNumber',
    'assetNumber',
    'customerCode',
    'from',
    'until',
    'idleMinutes',
    'samples',
    'serviceWay',
  ];
  const times = ['2026-12-01 09:00', '2026-12-01 11:30'];
  const rows = [
    ['meter', 'M-1', 'BK-261201-XXXXXX', '', '', ...times, '', '', 'selfOperated'],
    ['logbook', 'L-1', '', 'QD-F-0101', '91370200XXXXXXXXXX', ...times, '10', '6', 'commissioned'],
  ];
  saveFile('guanyi-usage-template.csv', 'text/csv;charset=utf-8', csvText([head, ...rows]));
}
