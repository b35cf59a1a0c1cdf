import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantFromText, instantToText } from './instant-text.ts';

const anyInstant = fc.integer({ min: Date.parse('0001-01-01T00:00Z'), max: Date.parse('9999-12-31T23:59Z') });
const anyMinute = anyInstant.map((at) => at - (at % 60_000));
const instants = fc.oneof(anyInstant, anyMinute);

test('an instant is written as Date writes it', () => {
  fc.assert(fc.property(instants, (at) => instantToText(at) === new Date(at).toISOString()));
  for (const none of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => instantToText(none)).toThrow(RangeError);
});

test('what was written is read again, in the form of RFC 3339 and in that of PostgreSQL', () => {
  fc.assert(
    fc.property(instants, (at) => {
      const text = new Date(at).toISOString();
      const postgres = text
        .replace('T', ' ')
        .replace(/\.?0*Z$/, '+00')
        .replace(/:\+00$/, ':00+00');
      const forms = [text, text.replace('Z', '+00:00'), text.replace('.000Z', 'Z'), postgres, `${postgres}:00`];
      expect(forms.map((form) => instantFromText(form))).toEqual(forms.map(() => at));
    }),
  );
});

test('other offsets are heeded and nonsense is no instant', () => {
  expect(instantFromText('2026-12-01T09:30:00+08:00')).toBe(Date.parse('2026-12-01T01:30:00Z'));
  const nonsense = [
    '',
    'infinity',
    '2026-13-01 00:00:00+00',
    '2026-12-01T99:00:00Z',
    '2026-12-01T09:60:00Z',
    '2026-12-01Tab:00:00Z',
  ];
  for (const text of nonsense) expect(instantFromText(text)).toBeNaN();
});
