import { m } from '@guanyi/messages';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keyOf, read } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';
import type { Instrument } from './instrument-rights.ts';
import { withOwnChanges } from './own-changes.ts';

interface EditorFormInput<F> {
  instrument: Instrument;
  /** The form that shows what the server has. */
  formOf: (instrument: Instrument) => F;
  /** Sends the change from one state of the form to another, meant for the version of `instrument`. */
  save: (instrument: Instrument, before: F, after: F) => Promise<unknown>;
}

/** Renews an instrument wherever it shows, and gives its fresh state. */
export function useRenewInstrument() {
  const queryClient = useQueryClient();
  return async (instrumentId: string): Promise<Instrument> => {
    for (const operation of ['searchInstruments', 'getAvailability', 'listPricePolicies'] as const) {
      queryClient.invalidateQueries({ queryKey: keyOf(operation) });
    }
    return queryClient.fetchQuery({ ...read('getInstrument', { params: { instrumentId } }), staleTime: 0 });
  };
}

/**
 * One form of the editor: what the server had when it was opened, what the reader made of it, and the saving of the difference. When
 * somebody else was faster the reader either takes the new state or puts the own changes on top of it.
 */
export function useEditorForm<F extends object>({ instrument, formOf, save }: EditorFormInput<F>) {
  const renew = useRenewInstrument();
  const [base, setBase] = useState(instrument);
  const [form, setForm] = useState(() => formOf(instrument));
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const before = formOf(base);
  const take = (fresh: Instrument, next: F) => {
    setBase(fresh);
    setForm(next);
    setError(null);
  };
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const send = async (onto: Instrument, from: F, to: F) => {
    await save(onto, from, to);
    const fresh = await renew(instrument.id);
    take(fresh, formOf(fresh));
    showToast({ tone: 'ok', text: m.desk_saved() });
  };
  return {
    form,
    error,
    isBusy,
    isChanged: JSON.stringify(before) !== JSON.stringify(form),
    change: (next: Partial<F>) => setForm((current) => ({ ...current, ...next })),
    reset: () => take(base, before),
    submit: () => void attempt(() => send(base, before, form)),
    reload: () =>
      void attempt(async () => {
        const fresh = await renew(instrument.id);
        take(fresh, formOf(fresh));
      }),
    keep: () =>
      void attempt(async () => {
        const fresh = await renew(instrument.id);
        const merged = withOwnChanges(before, form, formOf(fresh));
        setBase(fresh);
        setForm(merged);
        await send(fresh, formOf(fresh), merged);
      }),
  };
}
