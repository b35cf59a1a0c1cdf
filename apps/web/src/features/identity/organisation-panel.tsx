import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { ApiProblem, fieldError } from '../../app/problem.ts';
import { keyOf, read } from '../../app/query.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/desk.tsx';
import { CheckboxField, TextAreaField, TextField } from '../../ui/field.tsx';
import { defaultZone, localText, longDay } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { showToast } from '../../ui/toast.tsx';
import { organisationKindName } from '../../ui/vocabulary.ts';
import { dayOf } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';

type Organisation = Reply<'getOrganisation'>;

/** One organisation with its facts; the platform verifies it here. */
export function OrganisationPanel({ organisationId, onClose }: { organisationId: string; onClose: () => void }) {
  const session = useSession();
  const query = useQuery(read('getOrganisation', { params: { organisationId } }));
  const organisation = query.data;
  const canVerify = hasRole(session, 'platformAdmin') && organisation?.status === 'pending';
  return (
    <Panel label={m.desk_org_details()} onClose={onClose}>
      <div className="panel-close">
        <IconButton icon="x" label={m.ui_close()} onClick={onClose} />
      </div>
      {query.isPending && <Skeleton rows={6} />}
      {query.isError && <QueryFailure error={query.error} onRetry={() => query.refetch()} />}
      {organisation && <Facts organisation={organisation} />}
      {organisation && hasRole(session, 'platformAdmin', 'auditor') && (
        <div>
          <Link to="/desk/members" search={{ organisation: organisation.id }}>
            {m.desk_members()}
          </Link>
        </div>
      )}
      {organisation && canVerify && <VerifyForm organisation={organisation} />}
    </Panel>
  );
}

function Facts({ organisation }: { organisation: Organisation }) {
  const { contact } = organisation;
  const day = (text: string) => longDay(dayOf(Date.parse(text), defaultZone));
  return (
    <div>
      <h2>{localText(organisation.name)}</h2>
      <KeyValues
        items={[
          [m.desk_org_kind(), organisationKindName(organisation.kind)],
          [
            m.desk_uscc(),
            <span key="uscc" className="code">
              {organisation.uscc}
            </span>,
          ],
          [m.desk_region(), organisation.region],
          [m.desk_org_registered(), day(organisation.createdAt)],
          organisation.verifiedAt ? [m.desk_org_verified(), day(organisation.verifiedAt)] : undefined,
          organisation.isOverridden && [m.desk_org_override(), m.desk_org_overridden()],
          organisation.kind === 'enterprise' && [
            m.desk_org_size(),
            organisation.isSme ? m.desk_org_sme() : m.desk_org_large(),
          ],
          contact
            ? [
                m.desk_contact(),
                [contact.name, contact.phone, contact.email, contact.address].filter(Boolean).join(m.desk_list_comma()),
              ]
            : undefined,
        ]}
      />
    </div>
  );
}

interface Verification {
  uscc: string;
  isSme: boolean;
  isOverride: boolean;
  evidence: string;
}

/** What the server is told: the code only when it was corrected, evidence only when it is called for. */
function bodyOf(organisation: Organisation, { uscc, isSme, isOverride, evidence }: Verification) {
  return {
    ...(uscc.trim() !== organisation.uscc && { uscc: uscc.trim() }),
    ...(organisation.kind === 'enterprise' && { isSme }),
    ...(isOverride && { override: true, evidence: evidence.trim() }),
  };
}

/** Verification: the credit code can be corrected; one whose check digit is wrong needs evidence. */
function VerifyForm({ organisation }: { organisation: Organisation }) {
  const queryClient = useQueryClient();
  const { uscc, isSme } = organisation;
  const [form, setForm] = useState<Verification>({ uscc, isSme, isOverride: false, evidence: '' });
  const verify = useMutation({
    mutationFn: () =>
      call('verifyOrganisation', {
        params: { organisationId: organisation.id },
        body: bodyOf(organisation, form),
        ifMatch: organisation.version,
      }),
    onSuccess: () => showToast({ tone: 'ok', text: m.desk_org_verified_done({ name: localText(organisation.name) }) }),
    onSettled: () => {
      for (const operation of ['getOrganisation', 'listOrganisations'] as const) {
        queryClient.invalidateQueries({ queryKey: keyOf(operation) });
      }
    },
  });
  return (
    <form
      className="panel-foot form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        verify.mutate();
      }}
    >
      <VerifyFields
        form={form}
        isEnterprise={organisation.kind === 'enterprise'}
        error={verify.error}
        onChange={(change) => setForm((current) => ({ ...current, ...change }))}
      />
      {verify.error && <FailureNote error={verify.error} />}
      <div className="bar">
        <Button type="submit" look="main" busy={verify.isPending}>
          {m.desk_org_verify()}
        </Button>
      </div>
    </form>
  );
}

interface VerifyFieldsProps {
  form: Verification;
  isEnterprise: boolean;
  error: unknown;
  onChange: (change: Partial<Verification>) => void;
}

function VerifyFields({ form, isEnterprise, error, onChange }: VerifyFieldsProps) {
  const needsEvidence = error instanceof ApiProblem && ['invalid-uscc', 'evidence-required'].includes(error.code);
  return (
    <>
      <TextField
        label={m.desk_uscc()}
        maxLength={40}
        className="code"
        value={form.uscc}
        error={fieldError(error, '/uscc')}
        onChange={(event) => onChange({ uscc: event.target.value })}
      />
      {isEnterprise && (
        <CheckboxField
          label={m.desk_org_sme()}
          hint={m.desk_org_sme_hint()}
          checked={form.isSme}
          onChange={(event) => onChange({ isSme: event.target.checked })}
        />
      )}
      {(needsEvidence || form.isOverride) && (
        <CheckboxField
          label={m.desk_org_override()}
          hint={m.desk_org_override_hint()}
          checked={form.isOverride}
          onChange={(event) => onChange({ isOverride: event.target.checked })}
        />
      )}
      {form.isOverride && (
        <TextAreaField
          label={m.desk_evidence()}
          required
          rows={2}
          maxLength={2000}
          value={form.evidence}
          error={fieldError(error, '/evidence')}
          onChange={(event) => onChange({ evidence: event.target.value })}
        />
      )}
    </>
  );
}
