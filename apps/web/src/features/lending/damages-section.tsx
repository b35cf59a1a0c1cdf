import { m } from '@guanyi/messages';
import { useState } from 'react';
import { labsWithRole } from '../../app/own-labs.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { dayTime, yuanText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { DamageDialog, type DamageForm } from './damage-dialogs.tsx';
import type { Damage, Lending, LendingKind } from './lending-words.ts';
import { PhotoStrip } from './photos.tsx';
import { useLendingAct } from './use-lending.ts';

/** Damage as claims: what it is, what is asked for it, what both say, and how it was settled. */
export function DamagesSection({ lending, kind }: { lending: Lending; kind: LendingKind }) {
  const rights = useDamageRights(lending);
  const [reporting, setReporting] = useState(false);
  const mayReport = kind === 'loan' && rights.isStaff && ['handedOver', 'overdue', 'returned'].includes(lending.status);
  if (lending.damages.length === 0 && !mayReport) return null;
  return (
    <section>
      <div className="section-head">
        <h2>{m.lending_damages()}</h2>
        {mayReport && (
          <Button size="small" onClick={() => setReporting(true)}>
            {m.damage_report()}
          </Button>
        )}
      </div>
      {lending.damages.length === 0 && <p className="s m">{m.damage_none()}</p>}
      {lending.damages.map((damage) => (
        <DamageCard key={damage.id} lending={lending} damage={damage} rights={rights} />
      ))}
      {reporting && <DamageDialog form="report" lending={lending} onClose={() => setReporting(false)} />}
    </section>
  );
}

type Rights = ReturnType<typeof useDamageRights>;

function useDamageRights(lending: Lending) {
  const session = useSession();
  const worksFor = (role: string, organisationId: string) =>
    session.memberships.some((one) => one.role === role && one.organisationId === organisationId);
  const inLab = (roles: Parameters<typeof labsWithRole>[1]) =>
    labsWithRole(session, roles).some(({ id }) => id === lending.labId);
  return {
    isStaff: inLab(['keeper', 'labManager']),
    isManager: inLab(['labManager']),
    isCustomer: worksFor('booker', lending.organisationId) || worksFor('orgAdmin', lending.organisationId),
    isOfficer: worksFor('assetOfficer', lending.districtId),
    isFinance: hasRole(session, 'finance') && worksFor('finance', lending.districtId),
  };
}

export function damageStatusName(status: Damage['status']): string {
  return {
    open: m.damage_status_open,
    proposed: m.damage_status_proposed,
    contested: m.damage_status_contested,
    agreed: m.damage_status_agreed,
    settled: m.damage_status_settled,
    waived: m.damage_status_waived,
  }[status]();
}

const tones: Partial<Record<Damage['status'], Tone>> = {
  open: 'hm',
  proposed: 'hm',
  contested: 'bad',
  agreed: 'ok',
  settled: 'ok',
};

interface DamageCardProps {
  lending: Lending;
  damage: Damage;
  rights: Rights;
}

function DamageCard({ lending, damage, rights }: DamageCardProps) {
  const yuan = (fen: number) => `¥${yuanText(fen)}`;
  return (
    <article className="damage">
      <p className="bar">
        <b>{damage.item}</b>
        <Tag tone={tones[damage.status]}>{damageStatusName(damage.status)}</Tag>
        <span className="push" />
        <b>{damage.amountFen === undefined ? m.lending_amount_open() : yuan(damage.amountFen)}</b>
      </p>
      {damage.description !== '' && <p className="s">{damage.description}</p>}
      <KeyValues
        className="s"
        items={[
          damage.proposal ? [m.damage_proposal(), damage.proposal] : undefined,
          damage.answer ? [m.damage_answer(), damage.answer] : undefined,
          damage.counterFen !== undefined && [m.damage_counter(), yuan(damage.counterFen)],
          damage.decision ? [m.damage_decision(), damage.decision] : undefined,
          damage.status === 'proposed' && damage.answerDueAt
            ? [m.damage_due(), dayTime(Date.parse(damage.answerDueAt), lending.zone)]
            : undefined,
          damage.capturedFen > 0 && [m.damage_captured(), yuan(damage.capturedFen)],
          damage.chargedFen > 0 && [m.damage_charged(), yuan(damage.chargedFen)],
        ]}
      />
      <PhotoStrip photoIds={damage.photoIds} />
      <DamageActions lending={lending} damage={damage} rights={rights} />
    </article>
  );
}

/** What this reader may do with a claim now; the step that leads on is firm. */
function DamageActions({ lending, damage, rights }: DamageCardProps) {
  const [form, setForm] = useState<DamageForm>();
  const settle = useLendingAct('settleDamage', m.damage_settled());
  const accept = useLendingAct('answerDamage', m.damage_answered());
  const target = { params: { damageId: damage.id }, ifMatch: damage.version };
  const isOpen = damage.status === 'open' || damage.status === 'proposed' || damage.status === 'contested';
  const actions: [key: string, text: string, run: () => void, isOnward: boolean][] = [];
  if (rights.isStaff && isOpen)
    actions.push(['propose', m.damage_propose(), () => setForm('propose'), damage.status === 'open']);
  if (rights.isCustomer && damage.status === 'proposed') {
    actions.push(['accept', m.damage_accept(), () => accept.mutate({ ...target, body: { accept: true } }), true]);
    actions.push(['contest', m.damage_contest(), () => setForm('contest'), false]);
  }
  if (rights.isOfficer && (damage.status === 'contested' || damage.status === 'proposed'))
    actions.push(['decide', m.damage_decide(), () => setForm('decide'), damage.status === 'contested']);
  if (rights.isFinance && damage.status === 'agreed')
    actions.push(['settle', m.damage_settle(), () => settle.mutate({ ...target, body: {} }), true]);
  if (rights.isManager && isOpen) actions.push(['waive', m.damage_waive(), () => setForm('waive'), false]);
  if (actions.length === 0) return null;
  return (
    <div className="bar">
      {actions.map(([key, text, run, isOnward]) => (
        <Button key={key} size="small" look={isOnward ? 'firm' : 'plain'} onClick={run}>
          {text}
        </Button>
      ))}
      {form && <DamageDialog form={form} lending={lending} damage={damage} onClose={() => setForm(undefined)} />}
    </div>
  );
}
