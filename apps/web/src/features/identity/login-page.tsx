import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { call } from '../../app/client.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { ApiProblem } from '../../app/problem.ts';
import { startSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Refusal } from './refusal.tsx';
import './identity.css';

function isCodeNeeded(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'totp-required';
}

/** Sign in. Pasting is welcome, the browser's password keeper too; afterwards the reader is where the way began. */
export function LoginPage() {
  const { next, email: knownEmail } = useSearch({ from: '/shop/login' });
  const router = useRouter();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState(knownEmail ?? '');
  const [password, setPassword] = useState('');
  /** Asked for once the password was right. */
  const [code, setCode] = useState<string>();
  const first = useRef<HTMLInputElement>(null);
  usePageTitle(m.ui_login());
  useEffect(() => first.current?.focus(), []);
  const login = useMutation({
    mutationFn: async () =>
      startSession(await call('login', { body: { email, password, ...(code && { totp: code.trim() }) } })),
    onSuccess: () => {
      // What a visitor saw was priced and filtered for a visitor.
      queryClient.resetQueries();
      router.history.replace(next ?? '/');
    },
    onError: (error) => {
      if (isCodeNeeded(error)) setCode('');
      // With a code asked for, the password was right: only the code is typed again.
      else if (code === undefined) setPassword('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email && password) login.mutate();
  };
  return (
    <main id="main" className="wide page narrow" tabIndex={-1}>
      <h1>{m.ui_login()}</h1>
      <form className="card" onSubmit={submit}>
        {login.isError && !isCodeNeeded(login.error) && (
          <Refusal error={login.error} detail={code === undefined ? undefined : m.account_code_wrong()} />
        )}
        <TextField
          ref={first}
          label={m.account_email()}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={m.account_password()}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {code !== undefined && <CodeField value={code} onChange={setCode} />}
        <Button type="submit" look="main" size="tall" busy={login.isPending}>
          {m.ui_login()}
        </Button>
      </form>
      <p className="s m">
        {m.account_no_account()} <Link to="/register">{m.account_register()}</Link>
      </p>
    </main>
  );
}

/** Takes the focus when it appears: the reader has only this left to type. */
function CodeField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <TextField
      ref={field}
      label={m.account_code()}
      hint={m.account_code_hint()}
      autoComplete="one-time-code"
      required
      maxLength={20}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
