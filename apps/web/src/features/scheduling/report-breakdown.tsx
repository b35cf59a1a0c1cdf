import { m } from '@guanyi/messages';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { PhotoPicker } from '../lending/photos.tsx';
import { useUpkeepChange } from './use-upkeep-change.ts';

/** For whoever stands before an instrument that does not work: a sentence and a picture for its keepers. */
export function ReportBreakdownButton({ instrumentId }: { instrumentId: string }) {
  const [isOpen, setOpen] = useState(false);
  if (useSession().status !== 'signedIn') return null;
  return (
    <>
      <Button size="small" icon="warn" onClick={() => setOpen(true)}>
        {m.upkeep_report()}
      </Button>
      {isOpen && <ReportDialog instrumentId={instrumentId} onClose={() => setOpen(false)} />}
    </>
  );
}

function ReportDialog({ instrumentId, onClose }: { instrumentId: string; onClose: () => void }) {
  const formId = useId();
  const [description, setDescription] = useState('');
  const [photoIds, setPhotoIds] = useState<readonly string[]>([]);
  const send = useUpkeepChange(
    () => call('reportBreakdown', { body: { instrumentId, description: description.trim(), photoIds: [...photoIds] } }),
    m.upkeep_reported,
    onClose,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <Dialog
      title={m.upkeep_report()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={send.isPending} disabled={description.trim() === ''}>
            {m.upkeep_report_send()}
          </Button>
          <Button onClick={onClose}>{m.ui_close()}</Button>
        </>
      }
    >
      <form id={formId} className="form-stack" onSubmit={submit}>
        <p className="m s">{m.upkeep_report_hint()}</p>
        <TextAreaField
          label={m.upkeep_description()}
          required
          maxLength={2000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <PhotoPicker photoIds={photoIds} onChange={(ids) => setPhotoIds(ids.slice(0, 5))} />
        {send.isError && <FailureNote error={send.error} />}
      </form>
    </Dialog>
  );
}
