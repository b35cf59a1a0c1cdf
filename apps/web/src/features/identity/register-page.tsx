import { m } from '@guanyi/messages';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { call, newIdempotencyKey } from '../../app/client.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { ApiProblem, fieldError } from '../../app/problem.ts';
import { read } from '../../app/query.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import { getLocale } from '../../ui/locale.ts';
import { EmptyState } from '../../ui/states.tsx';
import { type OrganisationKind, organisationKindName } from '../../ui/vocabulary.ts';
import { Refusal } from './refusal.tsx';
import { tidyUscc, usccHint } from './uscc-hint.ts';
import './identity.css';

const kinds: readonly OrganisationKind[] = ['enterprise', 'university', 'institute', 'government', 'customsDistrict'];

interface Form {
  name: string;
  kind: OrganisationKind;
  uscc: string;
  province: string;
  city: string;
  phone: string;
  displayName: string;
  email: string;
  password: string;
}

const empty: Form = {
  name: '',
  kind: 'enterprise',
  uscc: '',
  province: '',
  city: '',
  phone: '',
  displayName: '',
  email: '',
  password: '',
};

function bodyOf(form: Form) {
  return {
    name: form.name,
    kind: form.kind,
    uscc: form.uscc,
    region: form.city || form.province,
    contact: { name: form.displayName, email: form.email, ...(form.phone && { phone: form.phone }) },
    orgAdmin: {
      email: form.email,
      password: form.password,
      displayName: form.displayName,
      locale: getLocale(),
    },
  };
}

/** Registers the organisation and its first administrator in one form. */
export function RegisterPage() {
  const [form, setForm] = useState(empty);
  const key = useRef({ content: '', value: '' });
  usePageTitle(m.account_register());
  const register = useMutation({
    mutationFn: (submitted: Form) => {
      const body = bodyOf(submitted);
      const content = JSON.stringify(body);
      if (key.current.content !== content) key.current = { content, value: newIdempotencyKey() };
      return call('registerOrganisation', { body, idempotencyKey: key.current.value });
    },
  });
  const formRef = useRef<HTMLFormElement>(null);
  const { error } = register;
  useEffect(() => {
    if (error) formRef.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [error]);
  const set = (part: Partial<Form>) => setForm({ ...form, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate(form);
  };
  if (register.isSuccess) return <Registered email={form.email} name={form.name} />;
  return (
    <main id="main" className="wide page narrow" tabIndex={-1}>
      <h1>{m.account_register()}</h1>
      <p className="m">{m.account_register_intro()}</p>
      <form className="card" ref={formRef} onSubmit={submit}>
        {register.isError && <Refusal error={error} />}
        <OrganisationFields
          form={form}
          error={error}
          usccError={register.variables?.uscc === form.uscc ? error : undefined}
          onChange={set}
        />
        <AdminFields form={form} error={error} onChange={set} />
        <Button type="submit" look="main" size="tall" busy={register.isPending}>
          {m.account_register_submit()}
        </Button>
      </form>
    </main>
  );
}

interface FieldsProps {
  form: Form;
  error: unknown;
  onChange: (part: Partial<Form>) => void;
}

function OrganisationFields({ form, error, usccError, onChange }: FieldsProps & { usccError: unknown }) {
  return (
    <fieldset>
      <legend>{m.account_organisation()}</legend>
      <TextField
        label={m.account_organisation_name()}
        required
        maxLength={200}
        autoComplete="organization"
        value={form.name}
        error={fieldError(error, '/name')}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <SelectField
        label={m.account_kind()}
        value={form.kind}
        onChange={(event) => onChange({ kind: kinds.find((known) => known === event.target.value) ?? 'enterprise' })}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {organisationKindName(kind)}
          </option>
        ))}
      </SelectField>
      <UsccField value={form.uscc} error={usccError} onChange={(uscc) => onChange({ uscc })} />
      <RegionFields form={form} error={error} onChange={onChange} />
      <TextField
        label={m.account_phone()}
        note={m.storefront_optional()}
        type="tel"
        maxLength={40}
        autoComplete="tel"
        value={form.phone}
        onChange={(event) => onChange({ phone: event.target.value })}
      />
    </fieldset>
  );
}

function AdminFields({ form, error, onChange }: FieldsProps) {
  return (
    <fieldset>
      <legend>{m.account_first_admin()}</legend>
      <TextField
        label={m.account_display_name()}
        required
        maxLength={100}
        autoComplete="name"
        value={form.displayName}
        error={fieldError(error, '/orgAdmin/displayName')}
        onChange={(event) => onChange({ displayName: event.target.value })}
      />
      <TextField
        label={m.account_email()}
        required
        type="email"
        maxLength={254}
        autoComplete="email"
        value={form.email}
        error={fieldError(error, '/orgAdmin/email')}
        onChange={(event) => onChange({ email: event.target.value })}
      />
      <TextField
        label={m.account_password()}
        required
        type="password"
        maxLength={200}
        autoComplete="new-password"
        hint={m.account_password_hint()}
        value={form.password}
        error={fieldError(error, '/orgAdmin/password')}
        onChange={(event) => onChange({ password: event.target.value })}
      />
    </fieldset>
  );
}

function UsccField({ value, error, onChange }: { value: string; error: unknown; onChange: (uscc: string) => void }) {
  const hint = usccHint(value);
  const refused = error instanceof ApiProblem && error.code === 'invalid-uscc';
  return (
    <TextField
      label={m.account_uscc()}
      required
      className="uscc-field"
      autoComplete="off"
      spellCheck={false}
      value={value}
      hint={value === '' || hint.wrong || refused ? m.account_uscc_hint() : hint.text}
      error={hint.wrong ? hint.text : refused ? m.account_uscc_wrong() : undefined}
      onChange={(event) => onChange(tidyUscc(event.target.value))}
    />
  );
}

function RegionFields({ form, error, onChange }: FieldsProps) {
  const forGood = { staleTime: Number.POSITIVE_INFINITY };
  const provinces = useQuery({ ...read('listRegions', { query: { level: 1, limit: 100 } }), ...forGood });
  const cities = useQuery({
    ...read('listRegions', { query: { parent: form.province, level: 2, limit: 100 } }),
    ...forGood,
    enabled: form.province !== '',
  });
  return (
    <div className="f2">
      <SelectField
        label={m.account_province()}
        required
        value={form.province}
        error={fieldError(error, '/region')}
        onChange={(event) => onChange({ province: event.target.value, city: '' })}
      >
        <option value="" disabled>
          {m.storefront_choose_one()}
        </option>
        {provinces.data?.items.map(({ code, name }) => (
          <option key={code} value={code}>
            {localText(name)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={m.account_city()}
        value={form.city}
        disabled={!cities.data?.items.length}
        onChange={(event) => onChange({ city: event.target.value })}
      >
        <option value="">–</option>
        {cities.data?.items.map(({ code, name }) => (
          <option key={code} value={code}>
            {localText(name)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function Registered({ email, name }: { email: string; name: string }) {
  return (
    <main id="main" className="wide page narrow" tabIndex={-1}>
      <EmptyState
        level={1}
        icon="check"
        title={m.account_registered({ name })}
        action={
          <Link to="/login" search={{ email }} className={buttonClass('firm')}>
            {m.ui_login()}
          </Link>
        }
      >
        {m.account_registered_hint()}
      </EmptyState>
    </main>
  );
}
