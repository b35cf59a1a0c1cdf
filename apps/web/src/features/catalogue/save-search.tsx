import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { ApiProblem } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Refusal } from '../identity/refusal.tsx';
import { toSavedQuery } from './saved-search.ts';
import type { CatalogueSearch } from './search-state.ts';

const nameLength = 80;

/** Keeps the words and filters under a name; a visitor is asked to sign in first and comes back to this search. */
export function SaveSearchButton({ search, suggestedName }: { search: CatalogueSearch; suggestedName: string }) {
  const session = useSession();
  const navigate = useNavigate();
  const { href } = useLocation();
  const [isOpen, setOpen] = useState(false);
  const open = () =>
    session.status === 'signedIn' ? setOpen(true) : navigate({ to: '/login', search: { next: href } });
  return (
    <>
      <button type="button" className="text-button" onClick={open}>
        {m.shortlist_save()}
      </button>
      {isOpen && <SaveDialog search={search} suggestedName={suggestedName} onClose={() => setOpen(false)} />}
    </>
  );
}

interface SaveDialogProps {
  search: CatalogueSearch;
  suggestedName: string;
  onClose: () => void;
}

function SaveDialog({ search, suggestedName, onClose }: SaveDialogProps) {
  const formId = useId();
  const queryClient = useQueryClient();
  const [name, setName] = useState(suggestedName.slice(0, nameLength));
  const save = useMutation({
    mutationFn: () => call('saveSearch', { body: { name: name.trim(), query: toSavedQuery(search) } }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.shortlist_saved() });
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listSavedSearches') }),
  });
  const isTaken = save.error instanceof ApiProblem && save.error.code === 'already-exists';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  return (
    <Dialog
      title={m.shortlist_save_title()}
      onClose={onClose}
      actions={
        <Button type="submit" form={formId} look="main" busy={save.isPending}>
          {m.shortlist_save_confirm()}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit}>
        {save.isError && !isTaken && <Refusal error={save.error} />}
        <TextField
          label={m.shortlist_save_name()}
          hint={m.shortlist_save_hint()}
          error={isTaken ? m.shortlist_name_taken() : undefined}
          required
          maxLength={nameLength}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            save.reset();
          }}
        />
      </form>
    </Dialog>
  );
}
