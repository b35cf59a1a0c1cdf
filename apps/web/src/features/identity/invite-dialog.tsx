import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { fieldError } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import type { Role } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { needsLab } from './grants.ts';
import { RoleFields } from './role-fields.tsx';

interface InviteDialogProps {
  organisationId: string;
  roles: readonly Role[];
  onClose: () => void;
}

interface Invitation {
  email: string;
  displayName: string;
  role: Role;
  labId: string;
  locale: 'zh-CN' | 'en';
}

/** Gives somebody a role by mail address; somebody new gets a link by which to set a password. */
export function InviteDialog({ organisationId, roles, onClose }: InviteDialogProps) {
  const queryClient = useQueryClient();
  const formId = useId();
  const [form, setForm] = useState<Invitation>({
    email: '',
    displayName: '',
    role: roles[0] ?? 'booker',
    labId: '',
    locale: 'zh-CN',
  });
  const invite = useMutation({
    mutationFn: () => call('inviteMember', { params: { organisationId }, body: bodyOf(form) }),
    onSuccess: (member) => {
      showToast({ tone: 'ok', text: m.desk_invited({ email: member.email }) });
      queryClient.invalidateQueries({ queryKey: keyOf('listMembers') });
      onClose();
    },
  });
  return (
    <Dialog
      title={m.desk_invite()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={invite.isPending}>
            {m.desk_invite_send()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form
        id={formId}
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
      >
        <InviteFields
          form={form}
          roles={roles}
          error={invite.error}
          onChange={(change) => setForm((current) => ({ ...current, ...change }))}
        />
      </form>
      {invite.error && <FailureNote error={invite.error} />}
    </Dialog>
  );
}

function bodyOf({ email, displayName, role, labId, locale }: Invitation) {
  return {
    email: email.trim(),
    role,
    locale,
    ...(displayName.trim() && { displayName: displayName.trim() }),
    ...(needsLab(role) && labId && { labId }),
  };
}

interface InviteFieldsProps {
  form: Invitation;
  roles: readonly Role[];
  error: unknown;
  onChange: (change: Partial<Invitation>) => void;
}

function InviteFields({ form, roles, error, onChange }: InviteFieldsProps) {
  return (
    <>
      <TextField
        label={m.desk_email()}
        type="email"
        required
        maxLength={254}
        autoComplete="off"
        value={form.email}
        error={fieldError(error, '/email')}
        onChange={(event) => onChange({ email: event.target.value })}
      />
      <TextField
        label={m.desk_member_name()}
        note={m.desk_optional()}
        maxLength={100}
        autoComplete="off"
        value={form.displayName}
        error={fieldError(error, '/displayName')}
        onChange={(event) => onChange({ displayName: event.target.value })}
      />
      <RoleFields
        roles={roles}
        role={form.role}
        labId={form.labId}
        error={error}
        onRole={(role) => onChange({ role })}
        onLab={(labId) => onChange({ labId })}
      />
      <SelectField
        label={m.desk_mail_language()}
        value={form.locale}
        onChange={(event) => onChange({ locale: event.target.value === 'en' ? 'en' : 'zh-CN' })}
      >
        <option value="zh-CN">中文</option>
        <option value="en">English</option>
      </SelectField>
    </>
  );
}
