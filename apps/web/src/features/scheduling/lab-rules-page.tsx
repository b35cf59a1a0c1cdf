import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { labsWithRole } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useSession } from '../../app/session.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ConflictPolicy } from './conflict-policy.tsx';
import { LabField } from './lab-field.tsx';
import { QualificationKinds } from './qualification-kinds.tsx';
import { StrikePolicies } from './strike-policies.tsx';
import '../catalogue/desk-catalogue.css';
import './desk-scheduling.css';

/** What a lab has decided for all its instruments: conflicts, missed bookings, and the names of its qualifications. */
export function LabRulesPage() {
  usePageTitle(m.labrules_title());
  const search = useSearch({ from: '/desk/lab-rules' });
  const navigate = useNavigate({ from: '/desk/lab-rules' });
  const session = useSession();
  const labs = labsWithRole(session, ['labManager', 'keeper']);
  const lab = labs.find(({ id }) => id === search.lab) ?? labs[0];
  const mayChange = labsWithRole(session, ['labManager']).some(({ id }) => id === lab?.id);
  return (
    <DeskColumns>
      <Work title={m.labrules_title()} summary={m.labrules_summary()}>
        <div className="work-pad lab-rules">
          {!lab && (
            <EmptyState icon="lock" title={m.labrules_none()}>
              {m.labrules_none_hint()}
            </EmptyState>
          )}
          <LabField
            labs={labs}
            value={lab?.id}
            onChange={(next) => navigate({ search: { lab: next }, replace: true })}
          />
          {lab && (
            <>
              <ConflictPolicy key={`conflicts ${lab.id}`} labId={lab.id} mayChange={mayChange} />
              <StrikePolicies key={`strikes ${lab.id}`} labId={lab.id} mayChange={mayChange} />
              <QualificationKinds key={`kinds ${lab.id}`} labId={lab.id} mayChange={mayChange} />
            </>
          )}
        </div>
      </Work>
    </DeskColumns>
  );
}
