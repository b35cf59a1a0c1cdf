import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { labsWithRole } from '../../app/own-labs.ts';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { localText, yuanText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Lending, LendingKind } from './lending-words.ts';
import { useAct } from './use-lending.ts';
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
  const [lastDay, setLastDay] = useState('');
  const body = { lastDay, reason: '' };
  const extend = useAct(
    () =>
      kind === 'loan'
        ? call('requestExtension', { params: { loanId: lending.id }, ifMatch: lending.version, body })
        : call('requestLeaseExtension', { params: { leaseId: lending.id }, ifMatch: lending.version, body }),
    m.lending_did_requestExtension(),
  );
  return (
    <div>
      <TextField
        label={m.lending_extend_until()}
        type="date"
        min={lending.lastDay}
        value={lastDay}
        onChange={(event) => setLastDay(event.target.value)}
      />
      <Button disabled={lastDay <= lending.lastDay} busy={extend.isPending} onClick={() => extend.mutate()}>
        {m.lending_extend()}
      </Button>
    </div>
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
