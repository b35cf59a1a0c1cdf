import { expect, it } from 'vitest';
import { differencesBetween } from './condition.ts';

const item = (name: string, state: 'good' | 'worn' | 'damaged' | 'missing', note = '') => ({ item: name, state, note });

it('finds what came back worse, and what did not come back', () => {
  const handOver = {
    conditions: [item('外壳', 'good'), item('探测器', 'worn'), item('电池', 'good'), item('屏幕', 'damaged')],
    accessories: ['电源线', '标样', '箱子'],
  };
  const takeBack = {
    conditions: [
      item('外壳', 'worn'),
      item('探测器', 'damaged', '裂纹'),
      item('电池', 'missing'),
      item('屏幕', 'damaged'),
      item('手柄', 'damaged'),
    ],
    accessories: ['电源线', '箱子'],
  };
  expect(differencesBetween(handOver, takeBack)).toEqual([
    { item: '探测器', before: 'worn', after: 'damaged', note: '裂纹' },
    { item: '电池', before: 'good', after: 'missing', note: '' },
    { item: '手柄', before: 'good', after: 'damaged', note: '' },
    { item: '标样', before: 'good', after: 'missing', note: '' },
  ]);
});

it('finds nothing in two equal reports', () => {
  const report = { conditions: [item('外壳', 'worn')], accessories: ['箱子'] };
  expect(differencesBetween(report, report)).toEqual([]);
});
