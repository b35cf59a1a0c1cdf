import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/desk.tsx';
import { defaultZone, localText, longDay, monthName, shortDay } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { KeyValues, Table } from '../../ui/table.tsx';
import { dayOf } from '../../ui/zone.ts';
import { CreditDialog } from './credit-dialog.tsx';
import { CreditNotes } from './credit-notes.tsx';
import { FileButtons } from './file-buttons.tsx';
import { financeDistrict } from './finance-district.ts';
import { IssueDialog } from './issue-dialog.tsx';
import { ReferencesDialog } from './references-dialog.tsx';
import { StatusTag } from './statement-table.tsx';
import type { Statement } from './statement-words.ts';
import { VoidDialog } from './void-dialog.tsx';

/** A statement with its amounts, its charges, its credit notes, and what may be done with it. */
export function StatementPanel({ statementId, onClose }: { statementId: string; onClose: () => void }) {
  const query = useQuery(read('getStatement', { params: { statementId } }));
  return (
    <Panel label={m.statement_details()} onClose={onClose}>
      <div className="panel-close">
        <IconButton icon="x" label={m.ui_close()} onClick={onClose} />
      </div>
      {query.isPending && <Skeleton rows={8} />}
      {query.isError && <QueryFailure error={query.error} onRetry={() => query.refetch()} />}
      {query.data && <Details statement={query.data} />}
    </Panel>
  );
}

function Details({ statement }: { statement: Statement }) {
  return (
    <>
      <div>
        <p className="m s panel-number">
          {statement.number} <StatusTag status={statement.status} />
        </p>
        <h2>{localText(statement.organisation.name)}</h2>
        <p className="m s">{`${monthName(`${statement.period}-01`)} · ${localText(statement.payee.name)}`}</p>
      </div>
      <Actions statement={statement} />
      <Amounts statement={statement} />
      <Charges statement={statement} />
      {statement.creditNotes && statement.creditNotes.length > 0 && <CreditNotes notes={statement.creditNotes} />}
    </>
  );
}

type Asked = 'issue' | 'void' | 'credit' | 'references';

function Actions({ statement }: { statement: Statement }) {
  const [asked, setAsked] = useState<Asked>();
  const isOwn = financeDistrict(useSession()) === statement.payeeId;
  const close = () => setAsked(undefined);
  return (
    <div className="statement-actions">
      {isOwn && statement.status === 'draft' && (
        <>
          <Button look="main" size="small" onClick={() => setAsked('issue')}>
            {m.statement_issue()}
          </Button>
          <Button size="small" onClick={() => setAsked('void')}>
            {m.statement_void()}
          </Button>
        </>
      )}
      {isOwn && statement.issuedAt && (
        <>
          <Button size="small" onClick={() => setAsked('credit')}>
            {m.statement_credit()}
          </Button>
          <Button size="small" onClick={() => setAsked('references')}>
            {m.statement_references()}
          </Button>
        </>
      )}
      <FileButtons statement={statement} />
      {asked === 'issue' && <IssueDialog statement={statement} onClose={close} />}
      {asked === 'void' && <VoidDialog statement={statement} onClose={close} />}
      {asked === 'credit' && <CreditDialog statement={statement} onClose={close} />}
      {asked === 'references' && <ReferencesDialog statement={statement} onClose={close} />}
    </div>
  );
}

function Amounts({ statement }: { statement: Statement }) {
  return (
    <div>
      <h3>{m.statement_amounts()}</h3>
      <KeyValues
        className="money"
        items={[
          [m.statement_subtotal(), <Money key="subtotal" fen={statement.subtotalFen} />],
          [m.statement_tax(), <Money key="tax" fen={statement.taxFen} />],
          [
            m.statement_total(),
            <b key="total">
              <Money fen={statement.totalFen} sign />
            </b>,
          ],
          statement.voucherFen > 0 && [m.statement_voucher(), <Money key="voucher" fen={-statement.voucherFen} />],
          statement.paidFen > 0 && [m.statement_paid(), <Money key="paid" fen={-statement.paidFen} />],
          statement.creditedFen > 0 && [m.statement_credited(), <Money key="credited" fen={-statement.creditedFen} />],
          statement.issuedAt !== undefined && [
            m.statement_outstanding(),
            <b key="outstanding">
              <Money fen={statement.outstandingFen} sign />
            </b>,
          ],
        ]}
      />
      <KeyValues
        items={[
          statement.issuedAt !== undefined && [m.statement_day(), longDay(statement.issuedAt.slice(0, 10))],
          statement.dueOn !== undefined && [m.statement_due(), longDay(statement.dueOn)],
          statement.taxInvoiceRef !== undefined && [m.statement_tax_invoice(), statement.taxInvoiceRef],
          statement.remittanceRef !== undefined && [m.statement_remittance(), statement.remittanceRef],
          statement.voidReason !== undefined && [m.statement_void_reason(), statement.voidReason],
        ]}
      />
    </div>
  );
}

/** Each charge leads to its lines, its use and its booking. */
function Charges({ statement }: { statement: Statement }) {
  return (
    <div>
      <h3>{`${m.statement_count()} · ${statement.chargeCount}`}</h3>
      <Table
        caption={m.statement_count()}
        columns={[
          {
            key: 'charge',
            title: m.desk_charge(),
            cell: (row) => (
              <Link to="/desk/charges" search={{ month: statement.period, charge: row.chargeId }} className="code">
                {`${shortDay(dayOf(Date.parse(row.occurredAt), defaultZone))} · ${row.chargeId.slice(-6)}`}
              </Link>
            ),
          },
          {
            key: 'subtotal',
            title: m.statement_column_subtotal(),
            right: true,
            cell: (row) => <Money fen={row.subtotalFen} />,
          },
          { key: 'tax', title: m.statement_column_tax(), right: true, cell: (row) => <Money fen={row.taxFen} /> },
          { key: 'total', title: m.statement_column_total(), right: true, cell: (row) => <Money fen={row.totalFen} /> },
        ]}
        rows={statement.charges}
        rowKey={(row) => row.chargeId}
      />
    </div>
  );
}
