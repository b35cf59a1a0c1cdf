import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { fieldError } from '../../app/problem.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { useLabChange } from './use-lab-change.ts';

type Kind = Reply<'listQualificationKinds'>['items'][number];

/** The qualifications that the booking rules of a lab can ask for, by name. */
export function QualificationKinds({ labId, mayChange }: { labId: string; mayChange: boolean }) {
  const kinds = useQuery(read('listQualificationKinds', { params: { labId } }));
  const [open, setOpen] = useState<Kind | 'new'>();
  const items = kinds.data?.items ?? [];
  return (
    <section className="sect" aria-labelledby="qualification-kinds">
      <h2 id="qualification-kinds">{m.labrules_kinds()}</h2>
      <p className="m s">{m.labrules_kinds_hint()}</p>
      {kinds.isPending && <Skeleton rows={2} />}
      {kinds.isError && <QueryFailure error={kinds.error} onRetry={() => kinds.refetch()} />}
      {kinds.data && items.length === 0 && <p className="m">{m.labrules_kinds_none()}</p>}
      <ul className="policy-list">
        {items.map((kind) => (
          <li key={kind.id}>
            <b>{localText(kind.name)}</b> <span className="m s">{kind.id}</span>{' '}
            {mayChange && (
              <Button
                size="small"
                look="bare"
                aria-label={`${m.labrules_rename()} ${localText(kind.name)}`}
                onClick={() => setOpen(kind)}
              >
                {m.labrules_rename()}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <Button size="small" icon="plus" onClick={() => setOpen('new')}>
          {m.labrules_kind_add()}
        </Button>
      )}
      {open && <KindDialog labId={labId} kind={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

interface KindDialogProps {
  labId: string;
  /** Renamed; missing for a new one. */
  kind?: Kind | undefined;
  onClose: () => void;
}

/** Names a kind of qualification, or gives it another name. Its short mark stays, as rules and grants refer to it. */
export function KindDialog({ labId, kind, onClose }: KindDialogProps) {
  const formId = useId();
  const [form, setForm] = useState({ id: kind?.id ?? '', zh: kind?.name.zh ?? '', en: kind?.name.en ?? '' });
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const put = useLabChange(
    'listQualificationKinds',
    () =>
      call('putQualificationKind', {
        params: { labId, kindId: form.id.trim() },
        body: { name: { zh: form.zh.trim(), ...(form.en.trim() && { en: form.en.trim() }) } },
      }),
    onClose,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate();
  };
  return (
    <Dialog
      title={kind ? m.labrules_rename() : m.labrules_kind_add()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={put.isPending}>
            {m.labrules_save()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form id={formId} className="form-stack" onSubmit={submit}>
        <TextField
          label={m.labrules_kind_id()}
          hint={m.labrules_kind_id_hint()}
          required
          readOnly={kind !== undefined}
          maxLength={40}
          pattern="[A-Za-z0-9._\-]+"
          value={form.id}
          error={fieldError(put.error, '/kindId')}
          onChange={(event) => set({ id: event.target.value })}
        />
        <TextField
          label={m.labrules_kind_zh()}
          required
          maxLength={100}
          value={form.zh}
          error={fieldError(put.error, '/name/zh')}
          onChange={(event) => set({ zh: event.target.value })}
        />
        <TextField
          label={m.labrules_kind_en()}
          note={m.storefront_optional()}
          maxLength={100}
          value={form.en}
          onChange={(event) => set({ en: event.target.value })}
        />
      </form>
      {put.isError && <FailureNote error={put.error} />}
    </Dialog>
  );
}
