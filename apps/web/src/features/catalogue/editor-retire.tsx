import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { ApiProblem } from '../../app/problem.ts';
import { Button } from '../../ui/button.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { dayTime, rangeText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type ClaimKind, claimKindName } from '../../ui/vocabulary.ts';
import { isStale } from './field-faults.ts';
import type { Instrument } from './instrument-rights.ts';
import { FailureNote } from './save-bar.tsx';
import { useRenewInstrument } from './use-editor-form.ts';

interface FutureClaim {
  id: string;
  kind: ClaimKind;
  from: string;
  until?: string;
}

function futureClaims(error: unknown): FutureClaim[] | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'future-claims') return undefined;
  const { claims } = error.problem;
  return Array.isArray(claims) ? (claims as FutureClaim[]) : [];
}

/** Takes an instrument out of service for good; what still lies on its calendar is listed and has to go first. */
export function RetireTab({ instrument }: { instrument: Instrument }) {
  const renew = useRenewInstrument();
  const [reason, setReason] = useState('');
  const [isSure, setSure] = useState(false);
  const retire = useMutation({
    mutationFn: () =>
      call('retireInstrument', {
        params: { instrumentId: instrument.id },
        body: reason.trim() ? { reason: reason.trim() } : {},
        ifMatch: instrument.version,
      }),
    onSuccess: () => showToast({ tone: 'ok', text: m.desk_retired_done({ model: instrument.model }) }),
    onSettled: (_, error) => (error && !isStale(error) ? undefined : renew(instrument.id)),
  });
  const claims = futureClaims(retire.error);
  return (
    <form
      className="form-stack narrow"
      onSubmit={(event) => {
        event.preventDefault();
        retire.mutate();
      }}
    >
      <Note tone="hm">{m.desk_retire_hint()}</Note>
      <TextAreaField
        label={m.desk_retire_reason()}
        note={m.desk_optional()}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="tick">
        <input type="checkbox" id="retire-sure" checked={isSure} onChange={(event) => setSure(event.target.checked)} />
        <label htmlFor="retire-sure">{m.desk_retire_sure({ model: instrument.model })}</label>
      </div>
      {claims ? (
        <div role="alert">
          <Note tone="bad">
            <p>{m.desk_retire_claims({ n: claims.length })}</p>
            <ul>
              {claims.map((claim) => (
                <li key={claim.id}>
                  {claimKindName(claim.kind)}{' '}
                  {claim.until
                    ? rangeText(Date.parse(claim.from), Date.parse(claim.until), instrument.zone)
                    : m.desk_used_since({ time: dayTime(Date.parse(claim.from), instrument.zone) })}
                </li>
              ))}
            </ul>
          </Note>
        </div>
      ) : (
        retire.error && <FailureNote error={retire.error} />
      )}
      <div>
        <Button type="submit" look="bad" busy={retire.isPending} disabled={!isSure}>
          {m.desk_retire()}
        </Button>
      </div>
    </form>
  );
}
