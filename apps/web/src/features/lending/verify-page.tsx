import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Reply } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { dayTime, defaultZone, localText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import './lending.css';

/** Where the code on a document leads: anybody learns whether it is genuine, and nothing of what it says. */
export function VerifyPage() {
  usePageTitle(m.verify_title());
  const { number } = useParams({ strict: false });
  const { hash } = useSearch({ strict: false });
  return (
    <main id="main" className="wide page narrow" tabIndex={-1}>
      <h1>{m.verify_title()}</h1>
      <p className="m">{m.verify_intro()}</p>
      <VerifyForm key={`${number} ${hash}`} number={number ?? ''} hash={hash ?? ''} />
      {number && <Answer number={number} hash={hash} />}
    </main>
  );
}

interface Asked {
  number: string;
  hash: string | undefined;
}

function VerifyForm(asked: { number: string; hash: string }) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(asked);
  return (
    <form
      className="form-stack verify-form"
      onSubmit={(event) => {
        event.preventDefault();
        const number = draft.number.trim();
        const hash = draft.hash.trim();
        if (number) void navigate({ to: '/verify/$number', params: { number }, search: hash ? { hash } : {} });
      }}
    >
      <TextField
        label={m.verify_number()}
        required
        maxLength={100}
        value={draft.number}
        onChange={(event) => setDraft({ ...draft, number: event.target.value })}
      />
      <TextField
        label={m.verify_hash()}
        maxLength={64}
        value={draft.hash}
        onChange={(event) => setDraft({ ...draft, hash: event.target.value })}
      />
      <div>
        <Button look="main" type="submit">
          {m.verify_check()}
        </Button>
      </div>
    </form>
  );
}

type Check = Reply<'verifyContract'>;

const kindNames: Record<NonNullable<Check['kind']>, () => string> = {
  contract: m.verify_kind_contract,
  handOver: m.verify_kind_handOver,
  takeBack: m.verify_kind_takeBack,
  agreement: m.verify_kind_agreement,
  appraisal: m.verify_kind_appraisal,
  statement: m.verify_kind_statement,
  creditNote: m.verify_kind_creditNote,
  costSheet: m.verify_kind_costSheet,
};

const statusNames: Record<NonNullable<Check['status']>, () => string> = {
  open: m.verify_open,
  signed: m.verify_signed,
  issued: m.verify_issued,
  void: m.verify_void,
  left: m.verify_left,
};

function Answer({ number, hash }: Asked) {
  const check = useQuery(read('verifyContract', { params: { number }, query: hash ? { hash } : {} }));
  if (check.isError) return <QueryFailure error={check.error} onRetry={() => check.refetch()} />;
  if (!check.data) return <Skeleton rows={3} />;
  const { isGenuine, kind, status, issuer, issuedAt, signedOn = [] } = check.data;
  if (!isGenuine) return <NotOnRecord />;
  return (
    <Genuine
      hash={hash}
      items={[
        [m.verify_number(), number],
        kind && [m.verify_kind(), kindNames[kind]()],
        status && [m.verify_status(), statusNames[status]()],
        issuer && [m.verify_issuer(), localText(issuer)],
        issuedAt !== undefined && [m.verify_issued_on(), dayTime(Date.parse(issuedAt), defaultZone)],
        ...signedOn.map(
          ({ party, at }) =>
            [party === 'lab' ? m.verify_lab() : m.verify_customer(), dayTime(Date.parse(at), defaultZone)] as const,
        ),
      ]}
    />
  );
}

function Genuine({ hash, items }: { hash: string | undefined; items: Parameters<typeof KeyValues>[0]['items'] }) {
  return (
    <section className="verify-answer ok" aria-live="polite">
      <h2>
        <Icon name="check" /> {m.verify_genuine()}
      </h2>
      <p>{hash ? m.verify_genuine_hash() : m.verify_genuine_number()}</p>
      <KeyValues className="roomy" items={items} />
    </section>
  );
}

function NotOnRecord() {
  return (
    <section className="verify-answer bad" aria-live="polite">
      <h2>
        <Icon name="warn" /> {m.verify_not()}
      </h2>
      <p>{m.verify_not_text()}</p>
    </section>
  );
}
