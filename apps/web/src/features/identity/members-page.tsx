import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { read } from '../../app/query.ts';
import { hasRole, type Role, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { localText, longDay } from '../../ui/format.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { roleName } from '../../ui/vocabulary.ts';
import { useMemberRights } from './grants.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { type Member, MemberDialog, RemoveDialog, ResetDialog } from './member-dialogs.tsx';
import '../../ui/finance.css';
import './desk-identity.css';

const managing: readonly Role[] = ['orgAdmin', 'labManager', 'assetOfficer', 'platformAdmin', 'auditor'];

type MemberAct = 'change' | 'remove' | 'reset';
type Open = { kind: 'invite' } | { kind: MemberAct; member: Member } | undefined;

/** Who belongs to an organisation, in which role; inviting, changing and taking roles away. */
export function MembersPage() {
  usePageTitle(m.desk_members());
  const search = useSearch({ from: '/desk/members' });
  const session = useSession();
  const [open, setOpen] = useState<Open>();
  const own = session.memberships.find(({ role }) => managing.includes(role));
  const organisationId = search.organisation ?? own?.organisationId;
  const rights = useMemberRights(organisationId);
  const organisation = useQuery({
    ...read('getOrganisation', { params: { organisationId: organisationId ?? '' } }),
    enabled: organisationId !== undefined,
  });
  const pages = usePages(
    'listMembers',
    { params: { organisationId: organisationId ?? '' }, query: { limit: 100 } },
    { enabled: organisationId !== undefined },
  );
  const close = () => setOpen(undefined);
  return (
    <DeskColumns>
      <Work
        title={m.desk_members()}
        summary={localText(organisation.data?.name)}
        actions={
          rights.roles.length > 0 && (
            <Button look="firm" size="small" icon="plus" onClick={() => setOpen({ kind: 'invite' })}>
              {m.desk_invite()}
            </Button>
          )
        }
      >
        <ListState
          isPending={pages.isPending}
          error={pages.data ? null : pages.error}
          onRetry={() => void pages.refetch()}
          isEmpty={pages.items.length === 0}
          empty={
            <EmptyState icon="users" title={m.desk_members_empty()}>
              {m.desk_members_empty_hint()}
            </EmptyState>
          }
        />
        {pages.items.length > 0 && (
          <div className="fin-scroll">
            <Table
              caption={m.desk_members()}
              look="fin"
              columns={columnsOf(
                session.user?.id,
                { canChange: rights.canChange, canReset: hasRole(session, 'platformAdmin') },
                (kind, member) => setOpen({ kind, member }),
              )}
              rows={pages.items}
              rowKey={({ id }) => id}
            />
          </div>
        )}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      </Work>
      {open?.kind === 'invite' && organisationId && (
        <InviteDialog organisationId={organisationId} roles={rights.roles} onClose={close} />
      )}
      {open?.kind === 'change' && <MemberDialog member={open.member} roles={rights.roles} onClose={close} />}
      {open?.kind === 'remove' && <RemoveDialog member={open.member} onClose={close} />}
      {open?.kind === 'reset' && <ResetDialog member={open.member} onClose={close} />}
    </DeskColumns>
  );
}

function columnsOf(
  ownId: string | undefined,
  rights: { canChange: (member: Member) => boolean; canReset: boolean },
  onOpen: (kind: MemberAct, member: Member) => void,
): Column<Member>[] {
  return [
    {
      key: 'name',
      title: m.desk_member_name(),
      cell: (member) => (
        <>
          <b>{member.displayName}</b> {member.userId === ownId && <Tag>{m.desk_member_you()}</Tag>}
          <br />
          <span className="m xs">{member.email}</span>
        </>
      ),
    },
    { key: 'role', title: m.desk_member_role(), cell: (member) => roleName(member.role) },
    { key: 'lab', title: m.desk_lab(), cell: (member) => localText(member.labName) || <span className="m">—</span> },
    {
      key: 'since',
      title: m.desk_member_since(),
      cell: (member) => <span className="nw">{longDay(member.createdAt.slice(0, 10))}</span>,
    },
    {
      key: 'status',
      title: m.desk_status(),
      cell: (member) => (
        <Tag tone={member.status === 'active' ? 'ok' : 'hm'}>
          {member.status === 'active' ? m.desk_member_active() : m.desk_member_invited()}
        </Tag>
      ),
    },
    {
      key: 'actions',
      title: <span className="vh">{m.desk_palette_actions()}</span>,
      right: true,
      cell: (member) => (
        <span className="nw">
          {rights.canReset && <ActButton act="reset" member={member} onOpen={onOpen} />}
          {rights.canChange(member) && (
            <>
              <ActButton act="change" member={member} onOpen={onOpen} />
              <ActButton act="remove" member={member} onOpen={onOpen} />
            </>
          )}
        </span>
      ),
    },
  ];
}

const acts = { change: m.desk_member_change, remove: m.desk_member_remove, reset: m.desk_member_reset };

interface ActButtonProps {
  act: MemberAct;
  member: Member;
  onOpen: (kind: MemberAct, member: Member) => void;
}

function ActButton({ act, member, onOpen }: ActButtonProps) {
  const label = acts[act]();
  return (
    <Button look="bare" size="small" aria-label={`${label} ${member.displayName}`} onClick={() => onOpen(act, member)}>
      {label}
    </Button>
  );
}
