import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import '../../ui/inbox.css';
import { type KeyHint, KeyHints } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { roomForPanel, useMedia } from '../../ui/use-media.ts';
import { ApprovalPanel } from './approval-panel.tsx';
import { ApprovalRow } from './approval-row.tsx';
import { DelegateDialog } from './delegate-dialog.tsx';
import { type Deciding, useDeciding } from './use-deciding.ts';
import '../scheduling/desk-scheduling.css';

const hints = (): readonly KeyHint[] => [
  [['J', 'K'], m.desk_key_next()],
  [['A'], m.desk_approve()],
  [['D'], m.desk_decline()],
];

/** What waits for the reader's decision: loans, leases and other disposals, nearest deadline first. */
export function ApprovalsPage() {
  usePageTitle(m.lending_approvals());
  const { approval: chosenId } = useSearch({ from: '/desk/approvals' });
  const navigate = useNavigate({ from: '/desk/approvals' });
  const hasRoom = useMedia(roomForPanel);
  const list = usePages('listApprovals', { query: { mine: true, limit: 50 } }, { refetchInterval: 60_000 });
  const [delegating, setDelegating] = useState(false);
  const open = (approval: string | undefined) =>
    navigate({ search: approval ? { approval } : {}, replace: true, resetScroll: false });
  const desk = useDeciding(list.items, chosenId ?? (hasRoom ? list.items[0]?.id : undefined));
  const step = (count: number) => {
    const index = list.items.findIndex(({ id }) => id === desk.current?.id);
    const next = list.items[Math.min(Math.max(0, index + count), list.items.length - 1)];
    if (next) open(next.id);
  };
  useShortcuts({ j: () => step(1), k: () => step(-1), a: () => desk.act('approve'), d: () => desk.act('decline') });
  return (
    <DeskColumns
      panel={
        desk.current && (
          <ApprovalPanel
            key={desk.current.id}
            approval={desk.current}
            desk={desk}
            onClose={hasRoom ? undefined : () => open(undefined)}
          />
        )
      }
    >
      <Work
        title={m.lending_approvals()}
        summary={list.items.length > 0 && m.lending_waiting({ n: list.items.length })}
        actions={<Button onClick={() => setDelegating(true)}>{m.lending_delegate()}</Button>}
        keys={<KeyHints hints={hints()} />}
      >
        <SelectionBar desk={desk} />
        <ListState
          isPending={list.isPending}
          error={list.error}
          onRetry={() => list.refetch()}
          isEmpty={list.items.length === 0}
          empty={
            <EmptyState icon="inbox" title={m.lending_nothing_waiting()}>
              {m.lending_nothing_waiting_hint()}
            </EmptyState>
          }
        />
        <div className="inbox">
          {list.items.map((approval) => (
            <ApprovalRow
              key={approval.id}
              approval={approval}
              at={now()}
              isCurrent={approval.id === desk.current?.id}
              isSelected={desk.selected.has(approval.id)}
              onSelect={(isSelected) => desk.select(approval.id, isSelected)}
            />
          ))}
        </div>
        <LoadMore more={list.hasNextPage} busy={list.isFetchingNextPage} onLoad={() => list.fetchNextPage()} />
      </Work>
      {delegating && <DelegateDialog onClose={() => setDelegating(false)} />}
    </DeskColumns>
  );
}

function SelectionBar({ desk }: { desk: Deciding }) {
  const n = desk.selected.size;
  if (n === 0) return null;
  return (
    <div className="selection-bar" role="status">
      <b>{m.lending_selected({ n })}</b>
      <Button look="firm" size="small" shortcut="A" onClick={() => desk.act('approve')}>
        {m.desk_approve_many({ n })}
      </Button>
      <Button look="bad" size="small" shortcut="D" onClick={() => desk.act('decline')}>
        {m.desk_decline_many({ n })}
      </Button>
      <Button look="bare" size="small" onClick={desk.clear}>
        {m.desk_select_none()}
      </Button>
    </div>
  );
}
