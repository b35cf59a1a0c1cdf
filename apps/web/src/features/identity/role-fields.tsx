import { m } from '@guanyi/messages';
import { useEffect } from 'react';
import { LabOptions } from '../../app/lab-picker.tsx';
import { useOwnLabs } from '../../app/own-labs.ts';
import { fieldError } from '../../app/problem.ts';
import type { Role } from '../../app/session.ts';
import { SelectField } from '../../ui/field.tsx';
import { roleName } from '../../ui/vocabulary.ts';
import { needsLab } from './grants.ts';

interface RoleFieldsProps {
  roles: readonly Role[];
  role: Role;
  labId: string;
  error: unknown;
  onRole: (role: Role) => void;
  onLab: (labId: string) => void;
}

/** A role and, where it works for one lab, the lab. */
export function RoleFields({ roles, role, labId, error, onRole, onLab }: RoleFieldsProps) {
  const { labs } = useOwnLabs();
  const firstLab = labs[0]?.id;
  useEffect(() => {
    if (needsLab(role) && !labId && firstLab) onLab(firstLab);
  }, [role, labId, firstLab, onLab]);
  return (
    <>
      <SelectField
        label={m.desk_member_role()}
        value={role}
        error={fieldError(error, '/role')}
        onChange={(event) => onRole(roles.find((known) => known === event.target.value) ?? role)}
      >
        {roles.map((known) => (
          <option key={known} value={known}>
            {roleName(known)}
          </option>
        ))}
      </SelectField>
      {needsLab(role) && (
        <SelectField
          label={m.desk_lab()}
          value={labId}
          error={fieldError(error, '/labId')}
          onChange={(event) => onLab(event.target.value)}
        >
          <LabOptions labs={labs} />
        </SelectField>
      )}
    </>
  );
}
