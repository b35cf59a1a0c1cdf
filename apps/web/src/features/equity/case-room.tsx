import { m } from '@guanyi/messages';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toastFailure } from '../../app/act.ts';
import { download } from '../../app/download.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { ModeBadge } from '../../ui/mode-badge.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { CaseActions } from './case-actions.tsx';
import { AppraisalsSection, InstrumentSection, PartiesSection } from './case-sections.tsx';
import { CaseStages } from './case-stages.tsx';
import { DocumentsSection } from './documents-section.tsx';
import { type EquityCase, equityStatusName, equityStatusTone } from './equity-words.ts';
import { NoticeCount } from './notice-count.tsx';
import { PrioritySection } from './priority-section.tsx';
import { StakeSection } from './stake-section.tsx';
import { ApprovalSection, LogSection, ObjectionsSection, QuestionsSection } from './talk-sections.tsx';
import './equity.css';

interface CaseRoomProps {
  caseId: string;
  /** In the back office the venture opens there too. */
  isDesk: boolean;
}

/** Everything about one deal in one place: stages, stakes, appraisals, parties, papers, notice, questions, decisions. */
export function CaseRoom({ caseId, isDesk }: CaseRoomProps) {
  const { data: deal, error, isError, refetch } = useQuery(read('getEquityCase', { params: { caseId } }));
  usePageTitle(deal?.number);
  if (isError) return <QueryFailure error={error} onRetry={() => refetch()} />;
  if (!deal) {
    return (
      <div className="work-pad">
        <Skeleton rows={8} height={40} />
      </div>
    );
  }
  return (
    <>
      <RoomHead deal={deal} isDesk={isDesk} />
      <CaseStages deal={deal} />
      <div className="room">
        <div>
          <StakeSection deal={deal} />
          <AppraisalsSection deal={deal} />
          <PartiesSection deal={deal} />
          <PrioritySection deal={deal} />
          <DocumentsSection deal={deal} />
        </div>
        <div>
          {deal.notice && (
            <NoticeCount notice={deal.notice} zone={deal.instrument.zone} openObjections={deal.openObjections}>
              <p className="s">
                <Link to="/notices/$caseId" params={{ caseId: deal.id }}>
                  {m.equity_notice_public()}
                </Link>
              </p>
            </NoticeCount>
          )}
          <InstrumentSection deal={deal} />
          <ApprovalSection deal={deal} />
          <ObjectionsSection deal={deal} />
          <QuestionsSection deal={deal} />
          <LogSection deal={deal} />
        </div>
      </div>
    </>
  );
}

function RoomHead({ deal, isDesk }: { deal: EquityCase; isDesk: boolean }) {
  const { ventureId } = deal;
  return (
    <header className="room-head">
      <div>
        <p className="m s">
          {deal.number} <ModeBadge mode="equity" />{' '}
          <Tag tone={equityStatusTone(deal.status)}>{equityStatusName(deal.status)}</Tag>
        </p>
        <h1>{m.equity_room_title({ model: deal.instrument.model, venture: deal.venture.name })}</h1>
        {ventureId !== undefined && (
          <p className="s">
            <Link to={isDesk ? '/desk/ventures/$ventureId' : '/ventures/$ventureId'} params={{ ventureId }}>
              {m.equity_venture_open()}
            </Link>
          </p>
        )}
      </div>
      {deal.agreement && <AgreementFile deal={deal} />}
      <CaseActions deal={deal} />
    </header>
  );
}

function AgreementFile({ deal }: { deal: EquityCase }) {
  const open = useMutation({
    mutationFn: () => download('getEquityAgreement', { params: { caseId: deal.id } }, `${deal.number}.pdf`),
    onError: toastFailure,
  });
  return (
    <Button icon="download" busy={open.isPending} onClick={() => open.mutate()}>
      {m.equity_agreement_pdf()}
    </Button>
  );
}
