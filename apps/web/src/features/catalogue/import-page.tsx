import { m } from '@guanyi/messages';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { LabOptions } from '../../app/lab-picker.tsx';
import { useOwnLabs } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { Field, Segmented, SelectField } from '../../ui/field.tsx';
import { ImportReportView } from './import-report-view.tsx';
import { FailureNote } from './save-bar.tsx';
import { type ImportFormat, useImport } from './use-import.ts';
import './desk-catalogue.css';

/** Takes a register in: file and lab, a trial that changes nothing, its report, then the real run. */
export function ImportPage() {
  usePageTitle(m.desk_import());
  const search = useSearch({ from: '/desk/import' });
  const { labs } = useOwnLabs();
  const [chosenLab, setChosenLab] = useState<string>();
  const [format, setFormat] = useState<ImportFormat>('guanyi');
  const [file, setFile] = useState<File>();
  const work = useImport();
  const labId = chosenLab ?? search.lab ?? labs[0]?.id;
  const send = (isDryRun: boolean) => {
    if (labId && file) work.start.mutate({ labId, format, file, isDryRun });
  };
  const pick = (change: () => void) => {
    change();
    work.reset();
  };
  const { report, isRunning, operation } = work;
  const isTried = report?.dryRun === true && operation?.status === 'succeeded';
  return (
    <DeskColumns>
      <Work title={m.desk_import()}>
        <div className="work-pad editor">
          <p className="crumb">
            <Link to="/desk/instruments" search={labId ? { lab: labId } : {}}>
              {m.desk_back_to_instruments()}
            </Link>
          </p>
          <form
            className="form-stack narrow"
            onSubmit={(event) => {
              event.preventDefault();
              send(true);
            }}
          >
            <SelectField
              label={m.desk_import_lab()}
              value={labId ?? ''}
              disabled={isRunning}
              onChange={(event) => pick(() => setChosenLab(event.target.value))}
            >
              <LabOptions labs={labs} />
            </SelectField>
            <div className="field">
              <span>{m.desk_import_format()}</span>
              <Segmented
                label={m.desk_import_format()}
                className="small"
                value={format}
                options={[
                  { value: 'guanyi', label: m.desk_format_guanyi() },
                  { value: 'uniquip', label: m.desk_format_uniquip() },
                ]}
                onChange={(next) => pick(() => setFormat(next))}
              />
              <p className="field-hint">
                {format === 'guanyi' ? m.desk_format_guanyi_hint() : m.desk_format_uniquip_hint()}
              </p>
            </div>
            <Field label={m.desk_import_file()} hint={m.desk_import_file_hint()}>
              {(control) => (
                <input
                  {...control}
                  type="file"
                  required
                  accept=".csv,.tsv,.txt,.xlsx"
                  disabled={isRunning}
                  onChange={(event) => pick(() => setFile(event.target.files?.[0]))}
                />
              )}
            </Field>
            <div className="bar">
              <Button type="submit" look={isTried ? 'plain' : 'main'} busy={isRunning} disabled={!file || !labId}>
                {m.desk_import_try()}
              </Button>
              {isTried && (
                <Button look="main" busy={isRunning} onClick={() => send(false)}>
                  {m.desk_import_run({ n: report.created + report.updated })}
                </Button>
              )}
            </div>
          </form>
          {isRunning && <Progress permille={operation?.progressPermille ?? 0} />}
          {work.error && <FailureNote error={work.error} />}
          {operation?.status === 'failed' && (
            <div role="alert" className="import-failed">
              <b>{operation.problem?.title ?? m.desk_import_failed()}</b>
              {operation.problem?.detail && <p>{operation.problem.detail}</p>}
            </div>
          )}
          {report && <ImportReportView report={report} file={file} hasFailed={operation?.status === 'failed'} />}
        </div>
      </Work>
    </DeskColumns>
  );
}

function Progress({ permille }: { permille: number }) {
  return (
    <p className="import-progress" role="status">
      <progress max={1000} value={permille} aria-label={m.desk_import_running()} />
      {m.desk_import_progress({ percent: Math.floor(permille / 10) })}
    </p>
  );
}
