import { describe, expect, it } from 'vitest';
import { tidyUscc, usccHint } from './uscc-hint.ts';

describe('what is said about a credit code while it is typed', () => {
  it('takes it as people paste it', () => {
    expect(tidyUscc(' 9137 0200-ma3c1x2y3z ')).toBe('91370200MA3C1X2Y3Z');
  });

  it.each([
    ['91370200MA3O', true],
    ['91370200MA3中', true],
    ['91370200MA3C1X2Y3T5', true],
    ['91370200MA3C', false],
    ['91370200MA3C1X2Y3T', false],
  ])('%s is wrong already: %s', (code, wrong) => {
    expect(usccHint(code).wrong).toBe(wrong);
  });
});
