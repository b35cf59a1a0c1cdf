import { m } from '@guanyi/messages';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { download } from '../../app/download.ts';
import { labsWithRole } from '../../app/own-labs.ts';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { localText, longDay, yuanText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import { FormDialog } from '../equity/form-dialog.tsx';
import { FilingAction } from './filing-action.tsx';
import type { Lending, LendingKind } from './lending-words.ts';
import { useAct, useLendingAct } from './use-lending.ts';
import './lending.css';

interface ActionProps {
  lending: Lending;
  kind: LendingKind;
}

/** What the reader may do with a loan or lease: sign, hand over, take back, extend, settle the deposit, cancel. */
export function LendingActions({ lending, kind }: ActionProps) {
  const session = useSession();
  const holds = (role: string, organisationId: string) =>
    session.memberships.some((one) => one.role === role && one.organisationId === organisationId);
  const isStaff = labsWithRole(session, ['keeper', 'labManager']).some(({ id }) => id === lending.labId);
  const isCustomer = holds('booker', lending.organisationId) || holds('orgAdmin', lending.organisationId);
  const isBeforeHandOver = ['requested', 'approved', 'contracted'].includes(lending.status);
  const isOut = lending.status === 'handedOver' || lending.status === 'overdue';
  return (
    <>
      {lending.contract && (
        <Contract
          lending={lending}
          maySign={holds('assetOfficer', lending.districtId) || holds('orgAdmin', lending.organisationId)}
        />
      )}
      {lending.depositFen > 0 && <Deposit lending={lending} maySettle={holds('finance', lending.districtId)} />}
      <FilingAction lending={lending} mayFile={holds('assetOfficer', lending.districtId)} />
      <div className="actions">
        {isStaff && lending.status === 'contracted' && (
          <HandingLink lending={lending} kind={kind} moment="handOver" text={m.lending_hand_over()} />
        )}
        {isStaff && isOut && (
          <HandingLink lending={lending} kind={kind} moment="takeBack" text={m.lending_take_back()} />
        )}
        {isCustomer && lending.status === 'handedOver' && <Extend lending={lending} kind={kind} />}
        {isCustomer && isBeforeHandOver && <Cancel lending={lending} kind={kind} />}
      </div>
    </>
  );
}

function HandingLink({ lending, kind, moment, text }: ActionProps & { moment: 'handOver' | 'takeBack'; text: string }) {
  return (
    <Link
      to="/lendings/$kind/$lendingId/$moment"
      params={{ kind, lendingId: lending.id, moment }}
      className={buttonClass('main', 'tall')}
    >
      {text}
    </Link>
  );
}

/** The party in the language of the reader: the customer, or the laboratory that lends. */
function partyName(lending: Lending, party: 'lab' | 'customer'): string {
  return localText(party === 'lab' ? lending.instrument.lab.name : lending.organisation.name);
}

function Contract({ lending, maySign }: { lending: Lending; maySign: boolean }) {
  const contractId = lending.contractId ?? '';
  const contract = useQuery({ ...read('getContract', { params: { contractId } }), enabled: contractId !== '' });
  const sign = useAct(
    () =>
      call('signContract', {
        params: { contractId },
        body: contract.data ? { contentHash: contract.data.contentHash } : {},
      }),
    m.lending_signed(),
  );
  const data = contract.data;
  const open = useMutation({
    mutationFn: () => download('getContractFile', { params: { contractId } }, `${data?.number}.pdf`),
    onError: toastFailure,
  });
  return (
    <div>
      <h2>{m.lending_contract()}</h2>
      <KeyValues
        items={[
          [m.lending_number(), lending.contract?.number],
          ...(data?.signatures.map((one) => [partyName(lending, one.party), one.displayName] as const) ?? []),
        ]}
      />
      {data && <p className="xs m break-all">SHA-256 {data.contentHash}</p>}
      {data && (
        <p className="bar">
          <Button size="small" icon="download" busy={open.isPending} onClick={() => open.mutate()}>
            {m.lending_open_file()}
          </Button>
          <Link to="/verify/$number" params={{ number: data.number }} search={{ hash: data.contentHash }} className="s">
            {m.verify_link()}
          </Link>
        </p>
      )}
      {lending.contract?.status === 'signed' && (
        <Tag tone="ok" icon="check">
          {m.lending_signed_by_both()}
        </Tag>
      )}
      {maySign && lending.status === 'approved' && (
        <Button look="main" busy={sign.isPending} onClick={() => sign.mutate()}>
          {m.lending_sign()}
        </Button>
      )}
    </div>
  );
}

function Deposit({ lending, maySettle }: { lending: Lending; maySettle: boolean }) {
  const { deposit } = lending;
  const [yuan, setYuan] = useState('');
  const amountFen = Math.round(Number(yuan) * 100);
  const target = { params: { loanId: lending.id }, ifMatch: lending.version };
  const capture = useAct(
    () => call('captureDeposit', { ...target, body: { amountFen, reason: m.lending_capture_reason() } }),
    m.lending_did_captureDeposit(),
  );
  const release = useAct(
    () => call('releaseDeposit', { ...target, body: { amountFen } }),
    m.lending_did_releaseDeposit(),
  );
  const isAmount = amountFen > 0 && amountFen <= deposit.heldFen;
  return (
    <div>
      <h2>{m.lending_deposit()}</h2>
      <KeyValues
        className="money"
        items={[
          [m.lending_deposit_agreed(), yuanText(lending.depositFen)],
          [m.lending_deposit_held(), yuanText(deposit.heldFen)],
          [m.lending_deposit_captured(), yuanText(deposit.capturedFen)],
          [m.lending_deposit_released(), yuanText(deposit.releasedFen)],
        ]}
      />
      {maySettle && lending.status === 'returned' && deposit.heldFen > 0 && (
        <>
          <TextField
            label={m.lending_amount_yuan()}
            inputMode="decimal"
            value={yuan}
            onChange={(event) => setYuan(event.target.value)}
          />
          <div className="bar">
            <Button look="firm" disabled={!isAmount} busy={release.isPending} onClick={() => release.mutate()}>
              {m.lending_release()}
            </Button>
            <Button look="bad" disabled={!isAmount} busy={capture.isPending} onClick={() => capture.mutate()}>
              {m.lending_capture()}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Extend({ lending, kind }: ActionProps) {
  const [isOpen, setOpen] = useState(false);
  const ofLoan = useLendingAct('requestExtension', m.lending_did_requestExtension(), () => setOpen(false));
  const ofLease = useLendingAct('requestLeaseExtension', m.lending_did_requestExtension(), () => setOpen(false));
  const waiting = lending.extensions.find(({ status }) => status === 'requested');
  if (waiting) return <Note>{m.term_extension_waits({ day: longDay(waiting.lastDay) })}</Note>;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{m.lending_extend()}</Button>
      {isOpen && (
        <FormDialog
          title={m.lending_extend()}
          fields={[
            { name: 'lastDay', label: m.lending_extend_until(), kind: 'date', hint: m.term_extension_hint() },
            { name: 'reason', label: m.damage_reason(), kind: 'area', isOptional: true },
          ]}
          act={kind === 'loan' ? ofLoan : ofLease}
          onSubmit={({ lastDay = '', reason = '' }) => {
            const common = { ifMatch: lending.version, body: { lastDay, reason } };
            if (kind === 'loan') ofLoan.mutate({ params: { loanId: lending.id }, ...common });
            else ofLease.mutate({ params: { leaseId: lending.id }, ...common });
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function Cancel({ lending, kind }: ActionProps) {
  const cancel = useAct(
    () =>
      kind === 'loan'
        ? call('cancelLoan', { params: { loanId: lending.id }, ifMatch: lending.version, body: {} })
        : call('cancelLease', { params: { leaseId: lending.id }, ifMatch: lending.version, body: {} }),
    m.lending_did_cancel(),
  );
  return (
    <Button look="bad" busy={cancel.isPending} onClick={() => cancel.mutate()}>
      {m.storefront_withdraw()}
    </Button>
  );
}
