import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { describeFailure } from '../../app/problem.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { dayTime, defaultZone, localText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { useChange } from './use-change.ts';

type Suspension = Reply<'listSuspensions'>['items'][number];

/** Where the signed-in person may book nothing for a while, why, and the way to object. Nothing where all is well. */
export function SuspensionNotices() {
  const found = useQuery(read('listSuspensions', { query: { mine: 'true', inForce: 'true', limit: 20 } }));
  const [appealing, setAppealing] = useState<Suspension>();
  return (
    <>
      {found.data?.items.map((suspension) => (
        <Note key={suspension.id} tone="bad">
          <p>
            {m.attendance_suspended({
              lab: localText(suspension.lab.name),
              count: suspension.strikes,
              until: dayTime(Date.parse(suspension.until), defaultZone),
            })}
          </p>
          {suspension.status === 'active' && (
            <Button size="small" onClick={() => setAppealing(suspension)}>
              {m.attendance_appeal()}
            </Button>
          )}
          {suspension.status === 'appealed' && <p className="s">{m.attendance_appeal_waits()}</p>}
          {suspension.status === 'upheld' && <p className="s">{m.attendance_appeal_rejected()}</p>}
        </Note>
      ))}
      {appealing && <AppealDialog suspension={appealing} onClose={() => setAppealing(undefined)} />}
    </>
  );
}

function AppealDialog({ suspension, onClose }: { suspension: Suspension; onClose: () => void }) {
  const [text, setText] = useState('');
  const params = { suspensionId: suspension.id };
  const appeal = useChange(
    () => call('appealSuspension', { params, body: { text: text.trim() } }),
    m.attendance_appealed,
    onClose,
  );
  return (
    <Dialog
      title={m.attendance_appeal_title()}
      onClose={onClose}
      actions={
        <Button look="firm" busy={appeal.isPending} disabled={text.trim() === ''} onClick={() => appeal.mutate()}>
          {m.attendance_appeal()}
        </Button>
      }
    >
      <TextAreaField
        label={m.attendance_appeal_text()}
        maxLength={2000}
        value={text}
        error={appeal.isError ? describeFailure(appeal.error).title : undefined}
        onChange={(event) => setText(event.target.value)}
      />
    </Dialog>
  );
}
