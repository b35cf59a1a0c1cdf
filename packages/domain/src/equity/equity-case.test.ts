import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EQUITY_LIFE_CYCLE,
  EQUITY_STATUSES,
  type EquityState,
  type EquityStatus,
  type EquityVerb,
  equityStatusAt,
  isPublic,
  takeStep,
} from './equity-case.ts';

const now = Date.parse('2026-03-02T02:00:00Z');
const verbs = Object.keys(EQUITY_LIFE_CYCLE) as EquityVerb[];
const at = (status: EquityStatus, more: Partial<EquityState> = {}): EquityState => ({
  status,
  approvedAt: null,
  lapsesAt: null,
  ...more,
});

/** Walks a case through the verbs and says where it ends or which verb was refused where. */
function walk(steps: readonly EquityVerb[]): EquityStatus | string {
  let state = at('intent');
  for (const verb of steps) {
    const outcome = takeStep(state, verb, now);
    if (!outcome.ok) return `${verb} refused in ${outcome.status}`;
    state = outcome.case;
  }
  return state.status;
}

describe('the life of an equity case', () => {
  it.each([
    ['the long way', ['assess', 'appraise', 'submit', 'approve', 'publish', 'agree', 'contribute', 'exit'], 'exited'],
    ['several appraisals', ['assess', 'appraise', 'appraise', 'submit'], 'inApproval'],
    ['no feasibility, no case', ['reject'], 'declined'],
    ['another value in approval', ['assess', 'appraise', 'submit', 'appraise'], 'appraised'],
    ['declined by the chain', ['assess', 'appraise', 'submit', 'decline'], 'declined'],
    ['an objection upheld', ['assess', 'appraise', 'submit', 'approve', 'publish', 'uphold'], 'declined'],
    ['another value under notice', ['assess', 'appraise', 'submit', 'approve', 'publish', 'appraise'], 'appraised'],
    ['withdrawn under notice', ['assess', 'appraise', 'submit', 'approve', 'publish', 'withdraw'], 'withdrawn'],
    ['published before its approval', ['assess', 'appraise', 'submit', 'publish'], 'publish refused in inApproval'],
    ['no appraisal before the study', ['appraise'], 'appraise refused in intent'],
    [
      'an old approval does not count for a new submission',
      ['assess', 'appraise', 'submit', 'approve', 'appraise', 'submit', 'publish'],
      'publish refused in inApproval',
    ],
    [
      'what is signed is not withdrawn',
      ['assess', 'appraise', 'submit', 'approve', 'publish', 'agree', 'withdraw'],
      'withdraw refused in agreed',
    ],
  ] as [string, EquityVerb[], string][])('%s', (_name, steps, end) => expect(walk(steps)).toBe(end));

  it('refuses every verb that its table does not name, with the state as it is', () => {
    for (const status of EQUITY_STATUSES) {
      for (const verb of verbs.filter((candidate) => !EQUITY_LIFE_CYCLE[candidate].from.includes(status))) {
        expect(takeStep(at(status, { approvedAt: now }), verb, now)).toEqual({
          ok: false,
          code: 'state-conflict',
          status,
        });
      }
    }
  });

  it('ends where no verb leads on', () => {
    const ends = EQUITY_STATUSES.filter((status) =>
      verbs.every((verb) => !EQUITY_LIFE_CYCLE[verb].from.includes(status)),
    );
    expect(ends).toEqual(['exited', 'declined', 'withdrawn', 'lapsed']);
  });

  it('lapses at the instant and not before, for readers too, and never once it is signed', () => {
    const left = at('appraised', { lapsesAt: now });
    expect([equityStatusAt(left, now - 1), equityStatusAt(left, now)]).toEqual(['appraised', 'lapsed']);
    expect(takeStep(left, 'submit', now)).toEqual({ ok: false, code: 'state-conflict', status: 'lapsed' });
    expect(takeStep(left, 'lapse', now - 1)).toMatchObject({ ok: false });
    expect(takeStep(left, 'lapse', now)).toMatchObject({ ok: true, case: { status: 'lapsed', lapsesAt: null } });
    expect(equityStatusAt(at('agreed', { lapsesAt: now }), now)).toBe('agreed');
  });

  it('never leaves the statuses and never moves on from an end, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verbs), { maxLength: 30 }), (steps) => {
        let state = at('intent');
        for (const verb of steps) {
          const outcome = takeStep(state, verb, now);
          if (!outcome.ok) continue;
          expect(['exited', 'declined', 'withdrawn', 'lapsed']).not.toContain(state.status);
          state = outcome.case;
          if (isPublic(state.status)) expect(state.approvedAt).toBe(now);
        }
        expect(EQUITY_STATUSES).toContain(state.status);
      }),
    );
  });
});
