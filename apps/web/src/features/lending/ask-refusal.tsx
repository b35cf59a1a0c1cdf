import { m } from '@guanyi/messages';
import { ApiProblem, describeFailure } from '../../app/problem.ts';
import { longDay, shortDay } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { type ClaimKind, claimKindName } from '../../ui/vocabulary.ts';
import { dayOf } from '../../ui/zone.ts';
import type { Term } from './term-calendar.tsx';

interface AskRefusalProps {
  error: unknown;
  zone: string;
  onTerm: (term: Term) => void;
}

interface Stretch {
  from: string;
  until: string;
}

/** Why the days cannot be had, what lies on them, the rule behind it, and days of the same length that can. */
export function AskRefusal({ error, zone, onTerm }: AskRefusalProps) {
  const { title, detail } = describeFailure(error);
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  const inTheWay = (problem?.inTheWay ?? []) as readonly (Stretch & { kind: ClaimKind })[];
  const alternatives = (problem?.alternatives ?? []) as readonly Stretch[];
  const reference = typeof problem?.reference === 'string' ? problem.reference : undefined;
  const termOf = ({ from, until }: Stretch): Term => ({
    firstDay: dayOf(Date.parse(from), zone),
    lastDay: dayOf(Date.parse(until) - 1, zone),
  });
  return (
    <Note tone="bad">
      <p>
        <b>{title}</b> {detail}
      </p>
      {reference && <p className="s">{m.term_rule({ reference })}</p>}
      {inTheWay.map((claim) => {
        const { firstDay, lastDay } = termOf(claim);
        return (
          <p key={claim.from} className="s">
            {claimKindName(claim.kind)} {shortDay(firstDay)} – {shortDay(lastDay)}
          </p>
        );
      })}
      {alternatives.length > 0 && (
        <p className="bar">
          {alternatives.map((one) => {
            const term = termOf(one);
            return (
              <button key={one.from} type="button" className="btn small" onClick={() => onTerm(term)}>
                {m.term_take({ first: longDay(term.firstDay), last: longDay(term.lastDay) })}
              </button>
            );
          })}
        </p>
      )}
    </Note>
  );
}
