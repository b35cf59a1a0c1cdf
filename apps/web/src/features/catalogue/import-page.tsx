import { m } from '@guanyi/messages';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { LabOptions } from '../../app/lab-picker.tsx';
import { type LabChoice, useOwnLabs } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { Field, Segmented, SelectField } from '../../ui/field.tsx';
import { ImportReportView } from './import-report-view.tsx';
import { FailureNote } from './save-bar.tsx';
import { type ImportFormat, importFormats, useImport } from './use-import.ts';
import './desk-catalogue.css';

/** What is to be imported, as far as it has been chosen. */
interface Choice {
  labId: string | undefined;
  format: ImportFormat;
  file: File | undefined;
}

/** Takes a register in: file and lab, a trial that changes nothing, its report, then the real run. */
export function ImportPage() {
  usePageTitle(m.desk_import());
  const search = useSearch({ from: '/desk/import' });
  const { labs } = useOwnLabs();
  const work = useImport();
  const [picked, setPicked] = useState<Choice>({ labId: search.lab, format: 'guanyi', file: undefined });
  const choice = { ...picked, labId: picked.labId ?? labs[0]?.id };
  const { labId, format, file } = choice;
  const { report, operation } = work;
  return (
    <DeskColumns>
      <Work title={m.desk_import()}>
        <div className="work-pad editor">
          <p className="crumb">
            <Link to="/desk/instruments" search={labId ? { lab: labId } : {}}>
              {m.desk_back_to_instruments()}
            </Link>
          </p>
          <ImportForm
            labs={labs}
            choice={choice}
            work={work}
            onChange={(change) => {
              setPicked({ ...choice, ...change });
              work.reset();
            }}
            onSend={(isDryRun) => {
              if (labId && file) work.start.mutate({ labId, format, file, isDryRun });
            }}
          />
          {work.isRunning && <Progress permille={operation?.progressPermille ?? 0} />}
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

interface ImportFormProps {
  labs: readonly LabChoice[];
  choice: Choice;
  work: ReturnType<typeof useImport>;
  onChange: (change: Partial<Choice>) => void;
  onSend: (isDryRun: boolean) => void;
}

/** Lab, format and file; the real run is offered once a trial has shown what it would do. */
function ImportForm({ labs, choice, work, onChange, onSend }: ImportFormProps) {
  const { labId, format, file } = choice;
  const { isRunning, report, operation } = work;
  const tried = report?.dryRun && operation?.status === 'succeeded' ? report : undefined;
  return (
    <form
      className="form-stack narrow"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(true);
      }}
    >
      <SelectField
        label={m.desk_import_lab()}
        value={labId ?? ''}
        disabled={isRunning}
        onChange={(event) => onChange({ labId: event.target.value })}
      >
        <LabOptions labs={labs} />
      </SelectField>
      <FormatField format={format} onChange={(next) => onChange({ format: next })} />
      <Field label={m.desk_import_file()} hint={m.desk_import_file_hint()}>
        {(control) => (
          <input
            {...control}
            type="file"
            required
            accept=".csv,.tsv,.txt,.xlsx"
            disabled={isRunning}
            onChange={(event) => onChange({ file: event.target.files?.[0] })}
          />
        )}
      </Field>
      <div className="bar">
        <Button type="submit" look={tried ? 'plain' : 'main'} busy={isRunning} disabled={!file || !labId}>
          {m.desk_import_try()}
        </Button>
        {tried && (
          <Button look="main" busy={isRunning} onClick={() => onSend(false)}>
            {m.desk_import_run({ n: tried.created + (tried.updated ?? 0) })}
          </Button>
        )}
      </div>
    </form>
  );
}

const formatTexts = {
  guanyi: { name: m.desk_format_guanyi, hint: m.desk_format_guanyi_hint },
  uniquip: { name: m.desk_format_uniquip, hint: m.desk_format_uniquip_hint },
  nrii: { name: m.desk_format_nrii, hint: m.desk_format_nrii_hint },
} satisfies Record<ImportFormat, unknown>;

function FormatField({ format, onChange }: { format: ImportFormat; onChange: (format: ImportFormat) => void }) {
  return (
    <div className="field">
      <span>{m.desk_import_format()}</span>
      <Segmented
        label={m.desk_import_format()}
        className="small"
        value={format}
        options={importFormats.map((value) => ({ value, label: formatTexts[value].name() }))}
        onChange={onChange}
      />
      <p className="field-hint">{formatTexts[format].hint()}</p>
    </div>
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
