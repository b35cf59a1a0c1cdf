import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../app/client.ts';
import { usePages } from '../../app/pages.ts';
import { keyOf } from '../../app/query.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/desk.tsx';
import { localText, longDay, monthName, yuanText } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { Note } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { modesText, settleName, shareText, unfitText, type Voucher } from './voucher-words.ts';

interface VoucherPanelProps {
  voucherId: string;
  onClose: () => void;
}

/** One voucher: what it pays for, what it paid, and the statements that it can still pay. */
export function VoucherPanel({ voucherId, onClose }: VoucherPanelProps) {
  const pages = usePages('listVouchers', { query: { limit: 50 } }, { wanted: 200 });
  const voucher = pages.items.find(({ id }) => id === voucherId);
  const canApply = hasRole(useSession(), 'orgAdmin', 'orgFinance', 'booker', 'finance');
  return (
    <Panel label={m.vouchers_voucher()} onClose={onClose}>
      <div className="panel-close">
        <IconButton icon="x" label={m.ui_close()} onClick={onClose} />
      </div>
      {pages.isPending && <Skeleton rows={6} />}
      {voucher && <Facts voucher={voucher} />}
      {voucher && canApply && voucher.leftFen > 0 && <OpenStatements voucher={voucher} />}
      {voucher && <Redemptions voucher={voucher} />}
    </Panel>
  );
}

function Facts({ voucher }: { voucher: Voucher }) {
  const { programme } = voucher;
  return (
    <div>
      <p className="m s code">{voucher.number}</p>
      <h2>
        <Money fen={voucher.leftFen} sign /> {m.vouchers_left()}
      </h2>
      <KeyValues
        items={[
          [m.vouchers_customer(), localText(voucher.organisation.name)],
          [m.vouchers_programme(), programme.name],
          [m.vouchers_year(), String(programme.year)],
          [m.vouchers_share(), shareText(programme.sharePermille)],
          [m.vouchers_modes(), modesText(programme.modes)],
          [m.vouchers_settle(), settleName(programme.settle)],
          [m.vouchers_amount(), yuanText(voucher.amountFen)],
          [m.vouchers_used(), yuanText(voucher.usedFen)],
        ]}
      />
    </div>
  );
}

const payable: readonly string[] = ['issued', 'partlyPaid'];

/** Statements of the holder that want money and have no voucher yet. */
function OpenStatements({ voucher }: { voucher: Voucher }) {
  const queryClient = useQueryClient();
  const query = { organisationId: voucher.organisationId, limit: 100 };
  const pages = usePages('listStatements', { query });
  const apply = useMutation({
    mutationFn: (statementId: string) =>
      call('applyVoucher', { params: { voucherId: voucher.id }, body: { statementId } }),
    onSuccess: (applied) =>
      showToast({
        tone: 'ok',
        text: m.vouchers_applied({
          covered: yuanText(applied.coveredFen),
          outstanding: yuanText(applied.outstandingFen),
        }),
      }),
    onSettled: () => {
      for (const operation of ['listVouchers', 'listVoucherProgrammes', 'listStatements', 'getStatement'] as const)
        void queryClient.invalidateQueries({ queryKey: keyOf(operation) });
    },
  });
  const paid = new Set(voucher.redemptions.map(({ statementId }) => statementId));
  const open = pages.items.filter(
    (one) =>
      payable.includes(one.status) &&
      one.outstandingFen > 0 &&
      one.voucherFen === 0 &&
      !paid.has(one.id) &&
      one.period.startsWith(`${voucher.programme.year}-`),
  );
  const unfit = unfitText(apply.error);
  return (
    <div>
      <h3>{m.vouchers_apply_to()}</h3>
      {pages.isPending && <Skeleton rows={3} />}
      {pages.data && open.length === 0 && <p className="m">{m.vouchers_no_statement()}</p>}
      {open.length > 0 && (
        <ul className="voucher-moves">
          {open.map((one) => (
            <li key={one.id}>
              <span>
                <Link to="/desk/statements" search={{ statement: one.id }} className="code">
                  {one.number}
                </Link>
                <br />
                <span className="m s">
                  {`${monthName(`${one.period}-01`)} · ${m.payments_wants({ amount: yuanText(one.outstandingFen) })}`}
                </span>
              </span>
              <Button
                size="small"
                busy={apply.isPending && apply.variables === one.id}
                aria-label={m.vouchers_apply_statement({ number: one.number })}
                onClick={() => apply.mutate(one.id)}
              >
                {m.vouchers_apply()}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {unfit ? (
        <div role="alert">
          <Note tone="bad">{unfit}</Note>
        </div>
      ) : (
        apply.error && <FailureNote error={apply.error} />
      )}
    </div>
  );
}

function Redemptions({ voucher }: { voucher: Voucher }) {
  return (
    <div>
      <h3>{m.vouchers_paid_so_far()}</h3>
      {voucher.redemptions.length === 0 ? (
        <p className="m">{m.vouchers_paid_nothing()}</p>
      ) : (
        <ul className="voucher-moves">
          {voucher.redemptions.map((one) => (
            <li key={one.statementId}>
              <Link to="/desk/statements" search={{ statement: one.statementId }}>
                {m.vouchers_paid_on({ day: longDay(one.at.slice(0, 10)) })}
              </Link>
              <Money fen={one.amountFen} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
