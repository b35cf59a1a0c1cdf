import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { ApiProblem, fieldError } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { drawCode } from '../../ui/draw-code.ts';
import { TextField } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Refusal } from './refusal.tsx';

interface DialogProps {
  onClose: () => void;
}

function useRenewState() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: keyOf('getSecondFactor') });
}

interface AskProps extends DialogProps {
  title: string;
  intro: string;
  submit: string;
  busy: boolean;
  error: unknown;
  isComplete: boolean;
  onSubmit: () => void;
  children: ReactNode;
}

/** One question with its fields and the reason why an answer was refused. */
function Ask({ title, intro, submit, busy, error, isComplete, onSubmit, onClose, children }: AskProps) {
  const formId = useId();
  const isAtField = error instanceof ApiProblem && (error.problem.errors?.length ?? 0) > 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) onSubmit();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={busy}>
            {submit}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form id={formId} className="factor-form" onSubmit={send}>
        <p>{intro}</p>
        {error !== null && !isAtField && <Refusal error={error} />}
        {children}
      </form>
    </Dialog>
  );
}

interface SecretFieldProps {
  value: string;
  onChange: (value: string) => void;
  error: unknown;
}

function PasswordField({ value, onChange, error }: SecretFieldProps) {
  return (
    <TextField
      label={m.account_password()}
      type="password"
      autoComplete="current-password"
      required
      value={value}
      error={fieldError(error, '/password')}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function CodeField({ value, onChange, error, hint }: SecretFieldProps & { hint?: string }) {
  return (
    <TextField
      label={m.account_code()}
      hint={hint}
      autoComplete="one-time-code"
      required
      maxLength={20}
      value={value}
      error={fieldError(error, '/code')}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Password, then the code to scan and its first code, then the recovery codes. */
export function SetUpFactorDialog({ onClose }: DialogProps) {
  const renew = useRenewState();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: () => call('beginSecondFactor', { body: { password } }) });
  const confirm = useMutation({
    mutationFn: () => call('confirmSecondFactor', { body: { code } }),
    onSuccess: renew,
  });
  if (confirm.data) return <NewCodes codes={confirm.data.recoveryCodes} onClose={onClose} />;
  if (begin.data) {
    return (
      <Ask
        title={m.factor_scan_title()}
        intro={m.factor_scan_hint()}
        submit={m.factor_confirm()}
        busy={confirm.isPending}
        error={confirm.error}
        isComplete={code !== ''}
        onSubmit={() => confirm.mutate()}
        onClose={onClose}
      >
        <Scan {...begin.data} />
        <CodeField value={code} onChange={setCode} error={confirm.error} />
      </Ask>
    );
  }
  return (
    <Ask
      title={m.factor_set_up()}
      intro={m.factor_password_hint()}
      submit={m.factor_next()}
      busy={begin.isPending}
      error={begin.error}
      isComplete={password !== ''}
      onSubmit={() => begin.mutate()}
      onClose={onClose}
    >
      <PasswordField value={password} onChange={setPassword} error={begin.error} />
    </Ask>
  );
}

/** The secret as a picture for a camera and as letters for who has none. */
function Scan({ secret, otpauthUri }: { secret: string; otpauthUri: string }) {
  const picture = useQuery({ queryKey: ['factor', otpauthUri], queryFn: () => drawCode(otpauthUri), gcTime: 0 });
  return (
    <>
      {picture.data && (
        <img className="factor-code" src={picture.data} alt={m.factor_picture()} width={176} height={176} />
      )}
      <p className="s">
        {m.factor_secret()} <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
    </>
  );
}

/** New recovery codes in the place of the old ones. */
export function CodesDialog({ onClose }: DialogProps) {
  const renewState = useRenewState();
  const [code, setCode] = useState('');
  const renew = useMutation({
    mutationFn: () => call('renewRecoveryCodes', { body: { code } }),
    onSuccess: renewState,
  });
  if (renew.data) return <NewCodes codes={renew.data.recoveryCodes} onClose={onClose} />;
  return (
    <Ask
      title={m.factor_new_codes()}
      intro={m.factor_new_codes_hint()}
      submit={m.factor_new_codes()}
      busy={renew.isPending}
      error={renew.error}
      isComplete={code !== ''}
      onSubmit={() => renew.mutate()}
      onClose={onClose}
    >
      <CodeField value={code} onChange={setCode} error={renew.error} />
    </Ask>
  );
}

function NewCodes({ codes, onClose }: DialogProps & { codes: readonly string[] }) {
  const spaced = codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
  const copy = async () => {
    await navigator.clipboard.writeText(spaced.join('\n'));
    showToast({ tone: 'ok', text: m.factor_copied() });
  };
  return (
    <Dialog
      title={m.factor_codes_title()}
      onClose={onClose}
      actions={
        <>
          <Button look="main" onClick={() => void copy()}>
            {m.factor_copy()}
          </Button>
          <Button onClick={onClose}>{m.factor_kept()}</Button>
        </>
      }
    >
      <p>{m.factor_codes_hint()}</p>
      <ol className="factor-codes">
        {spaced.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

/** The password alone again; needs both, so that an unlocked browser is not enough. */
export function RemoveFactorDialog({ onClose }: DialogProps) {
  const renew = useRenewState();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const remove = useMutation({
    mutationFn: () => call('removeSecondFactor', { body: { password, code } }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.factor_removed() });
      renew();
      onClose();
    },
  });
  return (
    <Ask
      title={m.factor_remove()}
      intro={m.factor_remove_hint()}
      submit={m.factor_remove()}
      busy={remove.isPending}
      error={remove.error}
      isComplete={password !== '' && code !== ''}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <PasswordField value={password} onChange={setPassword} error={remove.error} />
      <CodeField value={code} onChange={setCode} error={remove.error} hint={m.account_code_hint()} />
    </Ask>
  );
}
