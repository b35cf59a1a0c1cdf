import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverDamage, DAMAGE_LIFE_CYCLE, DAMAGE_STATUSES, damageAnswerDue, moveDamage } from './damage.ts';

test('every verb leads where its table says, and nowhere else', () => {
  for (const status of DAMAGE_STATUSES)
    for (const [verb, { from, to }] of Object.entries(DAMAGE_LIFE_CYCLE)) {
      const moved = moveDamage({ status, answerDueAt: null }, verb as keyof typeof DAMAGE_LIFE_CYCLE, 0);
      expect(moved).toEqual(
        from.includes(status) ? { ok: true, status: to } : { ok: false, code: 'state-conflict', status },
      );
    }
});

test('what the borrower may still answer is decided only when the time for it has passed', () => {
  const damage = { status: 'proposed', answerDueAt: damageAnswerDue(0) } as const;
  expect(moveDamage(damage, 'decide', damage.answerDueAt - 1).ok).toBe(false);
  expect(moveDamage(damage, 'decide', damage.answerDueAt).ok).toBe(true);
});

test('an amount is covered to the fen, and never more is taken from a deposit than is held', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (amountFen, heldFen) => {
      const { capturedFen, chargedFen } = coverDamage(amountFen, heldFen);
      expect(capturedFen + chargedFen).toBe(amountFen);
      expect(capturedFen).toBeLessThanOrEqual(heldFen);
      expect(chargedFen === 0 || capturedFen === heldFen).toBe(true);
    }),
  );
});
