import { m } from '@guanyi/messages';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { type PurposeKind, purposeName } from '../../ui/vocabulary.ts';
import { FormDialog, type FormField } from './form-dialog.tsx';
import { useCaseAct } from './use-case.ts';

const kinds: readonly PurposeKind[] = ['development', 'research', 'production', 'teaching', 'other'];

/** The way from an instrument that is offered for equity into a case of its own. */
export function ProposeEquity({ instrumentId }: { instrumentId: string }) {
  const session = useSession();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const propose = useCaseAct('createEquityCase', (reply) => {
    const { id } = reply as { id: string };
    void navigate({ to: '/equity/$caseId', params: { caseId: id } });
  });
  if (session.status !== 'signedIn') return <p className="m">{m.equity_propose_login()}</p>;
  if (!hasRole(session, 'booker', 'orgAdmin')) return null;
  const fields: FormField[] = [
    { name: 'venture', label: m.equity_venture_name() },
    {
      name: 'purpose',
      label: m.equity_purpose_kind(),
      kind: 'choice',
      options: kinds.map((kind) => [kind, purposeName(kind)] as const),
    },
    { name: 'text', label: m.equity_purpose_text(), kind: 'area', isOptional: true },
  ];
  return (
    <>
      <p className="m">{m.equity_propose_text()}</p>
      <Button look="main" icon="equity" onClick={() => setOpen(true)}>
        {m.equity_do_propose()}
      </Button>
      {isOpen && (
        <FormDialog
          title={m.equity_do_propose()}
          fields={fields}
          act={propose}
          onClose={() => setOpen(false)}
          onSubmit={({ venture = '', purpose, text = '' }) => {
            const kind = kinds.find((known) => known === purpose) ?? 'other';
            propose.mutate({ body: { instrumentId, venture: { name: venture }, purpose: { kind, text } } });
          }}
        />
      )}
    </>
  );
}
