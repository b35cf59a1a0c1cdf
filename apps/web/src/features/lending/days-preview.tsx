import { m } from '@guanyi/messages';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Reply } from '../../app/client.ts';
import { read } from '../../app/query.ts';
import { CheckboxField } from '../../ui/field.tsx';
import { dayTime, localText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/tag.tsx';
import { type ClaimKind, claimKindName } from '../../ui/vocabulary.ts';
import type { LendingKind } from './lending-words.ts';
import type { Term } from './term-calendar.tsx';

type Preview = Reply<'previewLending'>;

interface DaysPreviewProps {
  instrumentId: string;
  zone: string;
  kind: LendingKind;
  term: Term;
  /** Others are asked to make way if the request is granted. */
  displace: boolean;
  onDisplace: (displace: boolean) => void;
}

/** What a request for these days would meet, before it is sent: the rule against it, or what would have to move. */
export function DaysPreview({ instrumentId, zone, kind, term, displace, onDisplace }: DaysPreviewProps) {
  const isWhole = term.firstDay !== '' && term.lastDay >= term.firstDay;
  const preview = useQuery({
    ...read('previewLending', { params: { instrumentId }, query: { kind, ...daysOf(term) } }),
    enabled: isWhole,
    placeholderData: keepPreviousData,
  });
  if (!isWhole || !preview.data) return null;
  const { isFree, mayDisplace, refusal, inTheWay } = preview.data;
  if (refusal) return <Refused refusal={refusal} />;
  if (isFree) {
    return (
      <p className="s days-free" role="status">
        <Icon name="check" /> {m.term_preview_free()}
      </p>
    );
  }
  return (
    <Note tone="hm">
      <p role="status">
        <b>{mayDisplace ? m.term_preview_moves({ n: inTheWay.length }) : m.term_preview_blocked()}</b>
      </p>
      <ul className="in-the-way">
        {inTheWay.map((claim) => (
          <li key={`${claim.kind} ${claim.from}`}>{claimText(claim, zone)}</li>
        ))}
      </ul>
      {mayDisplace && (
        <CheckboxField
          label={m.term_displace()}
          hint={m.term_displace_hint()}
          checked={displace}
          onChange={(event) => onDisplace(event.target.checked)}
        />
      )}
    </Note>
  );
}

function daysOf({ firstDay, lastDay }: Term): Term {
  return { firstDay, lastDay };
}

function Refused({ refusal }: { refusal: NonNullable<Preview['refusal']> }) {
  return (
    <Note tone="bad">
      <p role="status">{refusalTexts[refusal.code]?.() ?? m.term_preview_blocked()}</p>
      {refusal.reference && <p className="s">{m.term_rule({ reference: refusal.reference })}</p>}
    </Note>
  );
}

const refusalTexts: Record<string, () => string> = {
  'too-soon': m.problems_too_soon,
  'term-too-long': m.problems_term_too_long,
  'customs-supervised': m.problems_customs_supervised,
  'not-eligible': m.problems_not_eligible,
  'value-unknown': m.problems_value_unknown,
  'mode-not-offered': m.problems_mode_not_offered,
  'instrument-retired': m.problems_instrument_retired,
};

/** A claim with its time; whose it is, for the staff who may know. */
function claimText(claim: Preview['inTheWay'][number], zone: string): string {
  const until = claim.until === undefined ? '' : dayTime(Date.parse(claim.until), zone);
  const whose = claim.organisation ? ` ${localText(claim.organisation.name)}` : '';
  return `${claimKindName(claim.kind as ClaimKind)} ${dayTime(Date.parse(claim.from), zone)} – ${until}${whose}`;
}
