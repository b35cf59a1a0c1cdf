import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { ApiProblem, fieldError } from '../../app/problem.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { roleName } from '../../ui/vocabulary.ts';
import { Refusal } from './refusal.tsx';
import './identity.css';

/** Accepts an invitation by the link of its mail. Somebody new is asked for a password; others need only agree. */
export function InvitationPage() {
  const { token } = useSearch({ from: '/shop/invitations/accept' });
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  usePageTitle(m.account_invitation());
  const accept = useMutation({
    mutationFn: () =>
      call('acceptInvitation', {
        body: { token: token ?? '', ...(password && { password }), ...(displayName && { displayName }) },
      }),
  });
  const code = accept.error instanceof ApiProblem ? accept.error.code : undefined;
  const isNew = code === 'password-required' || code === 'weak-password';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  if (accept.isSuccess) return <Joined reply={accept.data} />;
  return (
    <main id="main" className="wide page narrow" tabIndex={-1}>
      <h1>{m.account_invitation()}</h1>
      {token ? (
        <form className="card" onSubmit={submit}>
          {accept.isError && code !== 'password-required' && <Refusal error={accept.error} />}
          <p>{isNew ? m.account_invitation_new() : m.account_invitation_intro()}</p>
          {isNew && (
            <>
              <TextField
                label={m.account_display_name()}
                note={m.storefront_optional()}
                maxLength={100}
                autoComplete="name"
                value={displayName}
                onChange={(event) => setDisplayName(event.target.value)}
              />
              <TextField
                label={m.account_password()}
                type="password"
                required
                maxLength={200}
                autoComplete="new-password"
                hint={m.account_password_hint()}
                error={fieldError(accept.error, '/password')}
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            </>
          )}
          <Button type="submit" look="main" size="tall" busy={accept.isPending}>
            {m.account_accept()}
          </Button>
        </form>
      ) : (
        <p>{m.account_invitation_no_token()}</p>
      )}
    </main>
  );
}

function Joined({ reply }: { reply: Reply<'acceptInvitation'> }) {
  const { email, organisationName, role } = reply;
  return (
    <main id="main" className="wide page narrow" tabIndex={-1}>
      <EmptyState
        level={1}
        icon="check"
        title={m.account_joined({ name: localText(organisationName), role: roleName(role) })}
        action={
          <Link to="/login" search={{ email }} className={buttonClass('firm')}>
            {m.ui_login()}
          </Link>
        }
      >
        {m.account_joined_hint()}
      </EmptyState>
    </main>
  );
}
