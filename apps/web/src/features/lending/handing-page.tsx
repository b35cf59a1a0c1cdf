import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { call } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { ClassGlyph } from '../../ui/class-glyph.tsx';
import { localText, timeOf, yuanText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ModeBadge } from '../../ui/mode-badge.tsx';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import {
  type HandingItem,
  isSigned,
  type MissingStep,
  type Moment,
  reportOf,
  useHandingDraft,
} from './handing-draft.ts';
import { AccessoriesSection, ConditionSection, PhotosSection, SignaturesSection } from './handing-sections.tsx';
import { daysText, type Lending, type LendingKind, lendingKindName, lendingKinds } from './lending-words.ts';
import { useAct, useLending } from './use-lending.ts';
import './lending.css';
import './handing.css';

/** Hand-over and take-back on a phone beside the machine: accessories, condition, photos, two signatures. */
export function HandingPage() {
  const params = useParams({ from: '/shop/lendings/$kind/$lendingId/$moment' });
  const kind = lendingKinds.find((known) => known === params.kind) ?? 'loan';
  const moment: Moment = params.moment === 'takeBack' ? 'takeBack' : 'handOver';
  const lending = useLending(kind, params.lendingId);
  const instrumentId = lending.data?.instrumentId ?? '';
  const checklist = useQuery({
    ...read('getChecklist', { params: { instrumentId } }),
    enabled: instrumentId !== '',
  });
  const title = moment === 'handOver' ? m.lending_hand_over() : m.lending_take_back();
  usePageTitle(title);
  const failure = lending.error ?? checklist.error;
  const isDue =
    lending.data &&
    (moment === 'handOver'
      ? lending.data.status === 'contracted'
      : lending.data.status === 'handedOver' || lending.data.status === 'overdue');
  return (
    <main id="main" className="page handing" tabIndex={-1}>
      {failure && (
        <QueryFailure error={failure} onRetry={() => Promise.all([lending.refetch(), checklist.refetch()])} />
      )}
      {!failure && (lending.isPending || checklist.isPending) && <Skeleton rows={6} height={44} />}
      {lending.data && !isDue && (
        <EmptyState
          level={1}
          title={m.handing_not_due()}
          action={
            <Link to="/lendings/$kind/$lendingId" params={{ kind, lendingId: lending.data.id }}>
              {lending.data.number}
            </Link>
          }
        />
      )}
      {lending.data && checklist.data && isDue && (
        <Handing
          key={moment}
          lending={lending.data}
          kind={kind}
          moment={moment}
          items={itemsOf(lending.data, checklist.data.items)}
        />
      )}
    </main>
  );
}

/**
 * What was looked at when it left is looked at again, else what the list of the class names. A report keeps the name that it was
 * written under; a reader of the other language is shown the list's word for it.
 */
function itemsOf(lending: Lending, listed: readonly { zh: string; en?: string | undefined }[]): HandingItem[] {
  const before = lending.handOver?.conditions.map(({ item }) => item) ?? [];
  const names = before.length > 0 ? before : listed.map(localText);
  return names.map((name) => {
    const known = listed.find(({ zh, en }) => zh === name || en === name);
    return { name, label: known ? localText(known) : name };
  });
}

interface HandingProps {
  lending: Lending;
  kind: LendingKind;
  moment: Moment;
  items: readonly HandingItem[];
}

function Handing({ lending, kind, moment, items }: HandingProps) {
  const navigate = useNavigate();
  const session = useSession();
  const names = { lab: session.user?.displayName ?? '', customer: lending.user.displayName };
  const form = useHandingDraft(lending, moment, names);
  const accessories = lending.handOver?.accessories ?? lending.accessories;
  const send = useSend(
    lending,
    kind,
    moment,
    () => reportOf(form.draft, items, accessories),
    () => {
      form.forget();
      void navigate({ to: '/lendings/$kind/$lendingId', params: { kind, lendingId: lending.id } });
    },
  );
  const missing = missingOf(form.draft, items, accessories);
  const shared = { lending, moment, form };
  return (
    <>
      <HandingHead lending={lending} kind={kind} moment={moment} savedAt={form.draft.savedAt} />
      {accessories.length > 0 && <AccessoriesSection {...shared} names={accessories} />}
      <ConditionSection {...shared} items={items} />
      <PhotosSection {...shared} />
      <SignaturesSection {...shared} />
      <NextStep
        missing={missing}
        text={moment === 'handOver' ? m.lending_confirm_hand_over() : m.lending_confirm_take_back()}
        isBusy={send.isPending}
        onSend={() => send.mutate()}
      />
    </>
  );
}

function useSend(
  lending: Lending,
  kind: LendingKind,
  moment: Moment,
  report: () => ReturnType<typeof reportOf>,
  onDone: () => void,
) {
  return useAct(
    () => {
      const common = { ifMatch: lending.version, body: report() };
      if (kind === 'loan') {
        const target = { params: { loanId: lending.id }, ...common };
        return moment === 'handOver' ? call('handOver', target) : call('takeBack', target);
      }
      const target = { params: { leaseId: lending.id }, ...common };
      return moment === 'handOver' ? call('handOverLease', target) : call('takeBackLease', target);
    },
    moment === 'handOver' ? m.lending_did_handOver() : m.lending_did_takeBack(),
    onDone,
  );
}

interface HandingHeadProps extends Omit<HandingProps, 'items'> {
  savedAt: number | undefined;
}

function HandingHead({ lending, kind, moment, savedAt }: HandingHeadProps) {
  const { instrument } = lending;
  return (
    <>
      <header className="handing-bar">
        <Link to="/lendings/$kind/$lendingId" params={{ kind, lendingId: lending.id }} aria-label={lending.number}>
          <Icon name="left" />
        </Link>
        <div>
          <h1>{moment === 'handOver' ? m.lending_hand_over() : m.lending_take_back()}</h1>
          <p className="s m">
            {lendingKindName(kind)} {lending.number}
          </p>
        </div>
        {savedAt !== undefined && <Tag icon="check">{m.handing_saved({ time: timeOf(savedAt, lending.zone) })}</Tag>}
      </header>
      <section>
        <div className="handing-what">
          <ClassGlyph classCode={instrument.classCode} />
          <div>
            <h2>{localText(instrument.name)}</h2>
            <p lang="en">{instrument.model}</p>
            <p className="s m">
              <ModeBadge mode={kind === 'loan' ? 'loan' : 'rent'} /> {daysText(lending)}
            </p>
          </div>
        </div>
        <KeyValues
          items={[
            [m.lending_customer(), `${localText(lending.organisation.name)} · ${lending.user.displayName}`],
            lending.depositFen > 0 && [m.lending_deposit(), yuanText(lending.depositFen)],
            [m.lending_book_value(), yuanText(lending.originalValueFen)],
          ]}
        />
      </section>
    </>
  );
}

function missingOf(
  draft: ReturnType<typeof useHandingDraft>['draft'],
  items: readonly HandingItem[],
  accessories: readonly string[],
): MissingStep[] {
  const unsigned = (['lab', 'customer'] as const).filter((party) => !isSigned(draft.signatures[party]));
  return [
    ...accessories.flatMap((name, i) =>
      draft.accessories[name] === undefined ? [{ id: `accessory-${i}`, what: name }] : [],
    ),
    ...items.flatMap(({ name, label }, i) =>
      draft.conditions[name]?.state ? [] : [{ id: `condition-${i}`, what: label }],
    ),
    ...unsigned.map((party) => ({
      id: `signature-${party}`,
      what: party === 'lab' ? m.lending_signature_keeper() : m.lending_signature_customer(),
    })),
  ];
}

interface NextStepProps {
  missing: readonly MissingStep[];
  text: string;
  isBusy: boolean;
  onSend: () => void;
}

/** The bar says what is missing, and its button is the next of it; at the end it sends. */
function NextStep({ missing, text, isBusy, onSend }: NextStepProps) {
  const [next] = missing;
  const goTo = (id: string) => {
    const place = document.getElementById(id);
    place?.scrollIntoView({ block: 'center' });
    place?.querySelector<HTMLElement>('input, [tabindex]')?.focus({ preventScroll: true });
  };
  return (
    <div className="handing-foot">
      {next && (
        <p className="hm s" aria-live="polite">
          <Icon name="warn" /> {m.handing_missing({ n: missing.length })}
        </p>
      )}
      {next ? (
        <Button look="firm" size="tall" onClick={() => goTo(next.id)}>
          {m.handing_next({ what: next.what })}
        </Button>
      ) : (
        <Button look="main" size="tall" busy={isBusy} onClick={onSend}>
          {text}
        </Button>
      )}
    </div>
  );
}
