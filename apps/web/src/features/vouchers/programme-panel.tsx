import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { download } from '../../app/download.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePages } from '../../app/pages.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/desk.tsx';
import { localText, yuanText } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { LoadMore, Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { IssueVoucherDialog } from './issue-voucher-dialog.tsx';
import { modesText, type Programme, settleName, shareText, type Voucher } from './voucher-words.ts';

interface ProgrammePanelProps {
  programmeId: string;
  isSponsor: boolean;
  onClose: () => void;
}

/** One programme: its terms, its vouchers, and the file of what they paid. */
export function ProgrammePanel({ programmeId, isSponsor, onClose }: ProgrammePanelProps) {
  const pages = usePages('listVoucherProgrammes', { query: { limit: 100 } });
  const programme = pages.items.find(({ id }) => id === programmeId);
  return (
    <Panel label={m.vouchers_programme()} onClose={onClose}>
      <div className="panel-close">
        <IconButton icon="x" label={m.ui_close()} onClick={onClose} />
      </div>
      {pages.isPending && <Skeleton rows={6} />}
      {programme && <Facts programme={programme} isSponsor={isSponsor} />}
      {programme && <Issued programme={programme} />}
    </Panel>
  );
}

function Facts({ programme, isSponsor }: { programme: Programme; isSponsor: boolean }) {
  const [isIssuing, setIssuing] = useState(false);
  const file = useMutation({
    mutationFn: () =>
      download('getVoucherRedemptions', { params: { programmeId: programme.id } }, 'voucher-redemptions.csv'),
    onError: toastFailure,
  });
  return (
    <>
      <div>
        <p className="m s">{localText(programme.sponsor.name)}</p>
        <h2>{programme.name}</h2>
      </div>
      <div className="statement-actions">
        {isSponsor && (
          <Button look="main" size="small" onClick={() => setIssuing(true)}>
            {m.vouchers_issue()}
          </Button>
        )}
        <Button size="small" icon="download" busy={file.isPending} onClick={() => file.mutate()}>
          {m.vouchers_redemptions()}
        </Button>
      </div>
      <div>
        <KeyValues
          items={[
            [m.vouchers_year(), String(programme.year)],
            [m.vouchers_region(), programme.region],
            [m.vouchers_share(), shareText(programme.sharePermille)],
            [m.vouchers_modes(), modesText(programme.modes)],
            [m.vouchers_cap(), yuanText(programme.capPerOrganisationFen)],
            [m.vouchers_settle(), settleName(programme.settle)],
            [m.vouchers_issued(), yuanText(programme.issuedFen)],
            [m.vouchers_used(), yuanText(programme.usedFen)],
          ]}
        />
      </div>
      {isIssuing && <IssueVoucherDialog programme={programme} onClose={() => setIssuing(false)} />}
    </>
  );
}

function Issued({ programme }: { programme: Programme }) {
  const pages = usePages('listVouchers', { query: { programmeId: programme.id, limit: 50 } });
  return (
    <div>
      <h3>{m.vouchers_title()}</h3>
      <ListState
        isPending={pages.isPending}
        error={pages.data ? null : pages.error}
        onRetry={() => void pages.refetch()}
        isEmpty={pages.items.length === 0}
        empty={<p className="m">{m.vouchers_none_issued()}</p>}
      />
      {pages.items.length > 0 && (
        <ul className="voucher-moves">
          {pages.items.map((voucher) => (
            <Line key={voucher.id} voucher={voucher} />
          ))}
        </ul>
      )}
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
    </div>
  );
}

function Line({ voucher }: { voucher: Voucher }) {
  return (
    <li>
      <span>
        <Link to="/desk/vouchers" search={{ view: 'vouchers', voucher: voucher.id }} className="code">
          {voucher.number}
        </Link>
        <br />
        <span className="m s">{localText(voucher.organisation.name)}</span>
      </span>
      <span className="r">
        <Money fen={voucher.usedFen} />
        <br />
        <span className="m xs">{m.vouchers_of({ amount: yuanText(voucher.amountFen) })}</span>
      </span>
    </li>
  );
}
