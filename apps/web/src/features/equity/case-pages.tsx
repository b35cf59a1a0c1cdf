import { useParams } from '@tanstack/react-router';
import { DeskColumns } from '../../ui/desk.tsx';
import { CaseRoom } from './case-room.tsx';
import { VentureRoom } from './venture-room.tsx';

/** A case in the back office. */
export function DeskCasePage() {
  const { caseId } = useParams({ from: '/desk/equity/$caseId' });
  return (
    <DeskColumns>
      <main id="main" className="work" tabIndex={-1}>
        <div className="work-body">
          <CaseRoom caseId={caseId} isDesk />
        </div>
      </main>
    </DeskColumns>
  );
}

/** A case as its parties see it. */
export function PartyCasePage() {
  const { caseId } = useParams({ from: '/shop/equity/$caseId' });
  return (
    <main id="main" className="wide" tabIndex={-1}>
      <CaseRoom caseId={caseId} isDesk={false} />
    </main>
  );
}

/** A venture in the back office. */
export function DeskVenturePage() {
  const { ventureId } = useParams({ from: '/desk/ventures/$ventureId' });
  return (
    <DeskColumns>
      <main id="main" className="work" tabIndex={-1}>
        <div className="work-body">
          <VentureRoom ventureId={ventureId} isDesk />
        </div>
      </main>
    </DeskColumns>
  );
}

/** A venture as those who hold units of it see it. */
export function PartyVenturePage() {
  const { ventureId } = useParams({ from: '/shop/ventures/$ventureId' });
  return (
    <main id="main" className="wide" tabIndex={-1}>
      <VentureRoom ventureId={ventureId} isDesk={false} />
    </main>
  );
}
