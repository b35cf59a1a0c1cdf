import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { fieldError } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import type { Role } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { roleName } from '../../ui/vocabulary.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { needsLab } from './grants.ts';
import { RoleFields } from './role-fields.tsx';

export type Member = Reply<'listMembers'>['items'][number];

interface MemberDialogProps {
  member: Member;
  roles: readonly Role[];
  onClose: () => void;
}

/** Changes the role, lab or name of a member. A change that somebody made meanwhile is not overwritten. */
export function MemberDialog({ member, roles, onClose }: MemberDialogProps) {
  const queryClient = useQueryClient();
  const formId = useId();
  const [displayName, setDisplayName] = useState(member.displayName);
  const [role, setRole] = useState<Role>(member.role);
  const [labId, setLabId] = useState(member.labId ?? '');
  const save = useMutation({
    mutationFn: () =>
      call('updateMember', {
        params: { organisationId: member.organisationId, memberId: member.id },
        body: {
          ...(role !== member.role && { role }),
          ...(needsLab(role) && labId && labId !== member.labId && { labId }),
          ...(displayName.trim() !== member.displayName && { displayName: displayName.trim() }),
        },
        ifMatch: member.version,
      }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.desk_saved() });
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listMembers') }),
  });
  return (
    <Dialog
      title={m.desk_member_change_title({ name: member.displayName })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={save.isPending}>
            {m.desk_save()}
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
          save.mutate();
        }}
      >
        <TextField
          label={m.desk_member_name()}
          required
          maxLength={100}
          value={displayName}
          error={fieldError(save.error, '/displayName')}
          onChange={(event) => setDisplayName(event.target.value)}
        />
        <RoleFields roles={roles} role={role} labId={labId} error={save.error} onRole={setRole} onLab={setLabId} />
      </form>
      {save.error && <FailureNote error={save.error} />}
    </Dialog>
  );
}

/** Takes a role away; it stops working at once, which cannot be undone but by a new invitation, so it asks first. */
export function RemoveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('removeMember', { params: { organisationId: member.organisationId, memberId: member.id } }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.desk_member_removed({ name: member.displayName }) });
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listMembers') }),
  });
  return (
    <Dialog
      title={m.desk_member_remove_title({ name: member.displayName, role: roleName(member.role) })}
      onClose={onClose}
      actions={
        <>
          <Button look="bad" busy={remove.isPending} onClick={() => remove.mutate()}>
            {m.desk_member_remove()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <p>{m.desk_member_remove_hint()}</p>
      {remove.error && <FailureNote error={remove.error} />}
    </Dialog>
  );
}

/** For somebody who has lost authenticator and recovery codes; who asks has to have been recognised by other means, so it asks first. */
export function ResetDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { organisationId, id: memberId } = member;
  const reset = useMutation({
    mutationFn: () => call('resetSecondFactor', { params: { organisationId, memberId }, body: {} }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.desk_member_reset_done({ name: member.displayName }) });
      onClose();
    },
  });
  return (
    <Dialog
      title={m.desk_member_reset_title({ name: member.displayName })}
      onClose={onClose}
      actions={
        <>
          <Button look="bad" busy={reset.isPending} onClick={() => reset.mutate()}>
            {m.desk_member_reset()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <p>{m.desk_member_reset_hint()}</p>
      {reset.error && <FailureNote error={reset.error} />}
    </Dialog>
  );
}
