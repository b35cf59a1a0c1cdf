import { expect, test } from 'vitest';
import { checklistFor } from './checklist.ts';

const names = (classCode: string, own: Parameters<typeof checklistFor>[1] = []) =>
  checklistFor(classCode, own).items.map((item) => item.zh);

test('a portable XRF is looked at as X-ray instruments are, after what is looked at everywhere', () => {
  const list = checklistFor('010305', []);
  expect([list.source, list.classCode]).toEqual(['proposed', '010300']);
  expect(names('010305').slice(0, 1)).toEqual(['外壳']);
  expect(names('010305')).toContain('探测器窗膜');
});

test('the list of the lab for the nearest class goes before every other', () => {
  const own = [
    { classCode: '010000', items: [{ zh: '全部' }] },
    { classCode: '010300', items: [{ zh: '射线' }] },
  ];
  expect(names('010305', own)).toEqual(['射线']);
  expect(names('010201', own)).toEqual(['全部']);
  expect(checklistFor('020101', own).source).toBe('proposed');
});

test('an instrument of no class has the list that every instrument has', () => {
  expect(names('990000')).toHaveLength(4);
});
