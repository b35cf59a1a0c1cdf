import { m } from '@guanyi/messages';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { type CallInput, call } from '../../app/client.ts';
import { download } from '../../app/download.ts';
import { Button } from '../../ui/button.tsx';
import { longDay } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { FormDialog } from '../equity/form-dialog.tsx';
import type { Lending } from './lending-words.ts';
import { useLendingAct } from './use-lending.ts';

/** An approved disposal is to be filed by a day: the task, its paper, and who may note it. */
export function FilingAction({ lending, mayFile }: { lending: Lending; mayFile: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const { filing } = lending;
  if (!filing) return null;
  const { fileId } = filing;
  return (
    <div>
      <h2>{m.lending_filing()}</h2>
      <KeyValues
        items={[
          [m.filing_due(), longDay(filing.dueOn)],
          filing.reference ? [m.filing_reference(), filing.reference] : undefined,
        ]}
      />
      <p className="bar">
        {filing.status === 'filed' ? (
          <Tag tone="ok" icon="check">
            {m.filing_filed()}
          </Tag>
        ) : (
          <Tag tone={filing.status === 'late' ? 'bad' : 'hm'} icon="warn">
            {filing.status === 'late' ? m.filing_late() : m.filing_open()}
          </Tag>
        )}
        {mayFile && fileId && (
          <Button
            size="small"
            icon="download"
            onClick={() => {
              download('getFilingDocument', { params: { filingId: filing.id } }, lending.number).catch(toastFailure);
            }}
          >
            {m.filing_paper()}
          </Button>
        )}
        {mayFile && filing.status !== 'filed' && (
          <Button size="small" look="firm" onClick={() => setOpen(true)}>
            {m.filing_do()}
          </Button>
        )}
      </p>
      {isOpen && <FilingDialog filingId={filing.id} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** Asks for the reference of a filing and its paper. */
export function FilingDialog({ filingId, onClose }: { filingId: string; onClose: () => void }) {
  const act = useLendingAct('fileDisposal', m.filing_filed(), onClose);
  const [file, setFile] = useState<File>();
  const send = async (reference: string) => {
    try {
      const body = new FormData();
      if (file) body.append('file', file);
      const stored = file && (await call('uploadFile', { body } as CallInput<'uploadFile'>));
      act.mutate({ params: { filingId }, body: { reference, ...(stored && { fileId: stored.id }) } });
    } catch (error) {
      toastFailure(error);
    }
  };
  return (
    <FormDialog
      title={m.filing_do()}
      fields={[{ name: 'reference', label: m.filing_reference() }]}
      act={act}
      onSubmit={({ reference = '' }) => void send(reference)}
      onClose={onClose}
    >
      <label className="field">
        <span>{m.filing_paper()}</span>
        <input type="file" onChange={(event) => setFile(event.target.files?.[0])} />
      </label>
    </FormDialog>
  );
}
