import { m } from '@guanyi/messages';
import { useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { ListState } from '../../app/list-state.tsx';
import { labsWithRole } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { TextField } from '../../ui/field.tsx';
import { dayTime, defaultZone, localText, longDay } from '../../ui/format.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table, TableScroll } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { dayOf } from '../../ui/zone.ts';
import { GrantDialog } from './grant-dialog.tsx';
import { useChange } from './use-change.ts';
import '../../ui/finance.css';
import './desk-scheduling.css';

type Qualification = Reply<'listQualifications'>['items'][number];
type Suspension = Reply<'listSuspensions'>['items'][number];

/** Who may operate what, and who may book nothing for a while. */
export function QualificationsPage() {
  usePageTitle(m.attendance_qualifications());
  const session = useSession();
  const [isGranting, setGranting] = useState(false);
  const mayGrant = labsWithRole(session, ['labManager', 'keeper']).length > 0;
  const pages = usePages('listQualifications', { query: { limit: 50 } });
  return (
    <DeskColumns>
      <Work
        title={m.attendance_qualifications()}
        summary={m.attendance_qualifications_summary()}
        actions={
          mayGrant && (
            <Button look="firm" size="small" icon="plus" onClick={() => setGranting(true)}>
              {m.attendance_grant()}
            </Button>
          )
        }
      >
        <Suspensions />
        <ListState
          isPending={pages.isPending}
          error={pages.data ? null : pages.error}
          onRetry={() => void pages.refetch()}
          isEmpty={pages.items.length === 0}
          empty={
            <EmptyState icon="lock" title={m.attendance_qualifications_empty()}>
              {m.attendance_qualifications_empty_hint()}
            </EmptyState>
          }
        />
        {pages.items.length > 0 && (
          <TableScroll label={m.attendance_qualifications()}>
            <Table
              caption={m.attendance_qualifications()}
              look="fin"
              columns={columnsFor(mayGrant)}
              rows={pages.items}
              rowKey={({ id }) => id}
            />
          </TableScroll>
        )}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => void pages.fetchNextPage()} />
      </Work>
      {isGranting && <GrantDialog onClose={() => setGranting(false)} />}
    </DeskColumns>
  );
}

function columnsFor(mayRevoke: boolean): Column<Qualification>[] {
  return [
    { key: 'person', title: m.attendance_person(), cell: ({ user }) => user.displayName },
    { key: 'covers', title: m.attendance_covers(), cell: coverOf },
    {
      key: 'expires',
      title: m.attendance_grant_expires(),
      cell: ({ expiresAt }) =>
        expiresAt ? longDay(dayOf(Date.parse(expiresAt) - 1, defaultZone)) : m.attendance_forever(),
    },
    { key: 'status', title: m.desk_status(), cell: (row) => <StateTag qualification={row} /> },
    ...(mayRevoke
      ? [{ key: 'act', title: '', right: true, cell: (row: Qualification) => <RevokeButton qualification={row} /> }]
      : []),
  ];
}

function coverOf({ instrument, classCode, kind, kindId }: Qualification) {
  return [localText(instrument?.name), classCode, localText(kind?.name) || kindId].filter(Boolean).join(' · ');
}

function StateTag({ qualification }: { qualification: Qualification }) {
  if (qualification.status === 'active') return <Tag tone="ok">{m.attendance_status_active()}</Tag>;
  return qualification.status === 'expired' ? (
    <Tag tone="hm">{m.attendance_status_expired()}</Tag>
  ) : (
    <Tag>{m.attendance_status_revoked()}</Tag>
  );
}

function RevokeButton({ qualification }: { qualification: Qualification }) {
  const params = { qualificationId: qualification.id };
  const revoke = useChange(
    () => call('revokeQualification', { params }),
    m.attendance_revoked,
    () => undefined,
  );
  if (qualification.status === 'revoked') return null;
  return (
    <Button
      size="small"
      busy={revoke.isPending}
      aria-label={`${m.attendance_revoke()} ${qualification.user.displayName}`}
      onClick={() => revoke.mutate()}
    >
      {m.attendance_revoke()}
    </Button>
  );
}

/** Who is suspended now, those first who appeal. */
function Suspensions() {
  const pages = usePages('listSuspensions', { query: { inForce: 'true', limit: 50 } });
  if (pages.items.length === 0) return null;
  const rows = [...pages.items].sort((a, b) => Number(b.status === 'appealed') - Number(a.status === 'appealed'));
  return (
    <section className="inbox" aria-label={m.attendance_suspensions()}>
      <h2>
        {m.attendance_suspensions()} {rows.length}
      </h2>
      <ul>
        {rows.map((suspension) => (
          <SuspensionRow key={suspension.id} suspension={suspension} />
        ))}
      </ul>
    </section>
  );
}

function SuspensionRow({ suspension }: { suspension: Suspension }) {
  const isManager = labsWithRole(useSession(), ['labManager']).some(({ id }) => id === suspension.labId);
  const params = { suspensionId: suspension.id };
  const [comment, setComment] = useState('');
  const decide = (decision: 'lift' | 'uphold') => call('decideSuspension', { params, body: { decision, comment } });
  const lift = useChange(
    () => decide('lift'),
    m.attendance_decided,
    () => undefined,
  );
  const uphold = useChange(
    () => decide('uphold'),
    m.attendance_decided,
    () => undefined,
  );
  const until = dayTime(Date.parse(suspension.until), defaultZone);
  return (
    <li className="today-item untimed">
      <div>
        <p>
          <b>{suspension.user.displayName}</b> <span className="m s">{localText(suspension.organisation.name)}</span>
        </p>
        <p className="m s">{m.attendance_suspension_until({ count: suspension.strikes, until })}</p>
        {suspension.appeal && <p className="s">{suspension.appeal.text}</p>}
        {isManager && suspension.status === 'appealed' && (
          <div className="reply">
            <TextField
              label={m.attendance_decision_comment()}
              note={m.storefront_optional()}
              maxLength={2_000}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          </div>
        )}
      </div>
      {isManager && (
        <div className="bar">
          <Button size="small" busy={lift.isPending} onClick={() => lift.mutate()}>
            {m.attendance_lift()}
          </Button>
          {suspension.status === 'appealed' && (
            <Button size="small" busy={uphold.isPending} onClick={() => uphold.mutate()}>
              {m.attendance_uphold()}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
