import { type ProblemCode, problemStatus } from '@guanyi/contracts/problems';
import { describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { problemDocument, titleOf } from './errors.ts';

describe('a problem', () => {
  it.each(Object.keys(problemStatus) as ProblemCode[])('%s has a title in both languages', (code) => {
    expect(titleOf(code, 'zh-CN')).toMatch(/\p{Script=Han}/u);
    expect(titleOf(code, 'en')).toMatch(/^[A-Z]/);
  });

  it('carries its details, but never over the members that are fixed', () => {
    const problem = new Problem('slot-taken', { details: { alternatives: [], status: 200, code: 'x' } });
    expect(problemDocument(problem, 'en', '/api/v1/bookings?secret=1', 'r-1')).toEqual({
      type: '/problems/slot-taken',
      title: 'The slot is taken',
      status: 409,
      code: 'slot-taken',
      instance: '/api/v1/bookings',
      requestId: 'r-1',
      alternatives: [],
    });
  });

  it('says each fault in words', () => {
    const errors = [
      { pointer: '/from', code: 'required' },
      { pointer: '/uscc', code: 'invalid-uscc' },
      { pointer: '/x', code: 'something-new' },
      { pointer: '/y', code: 'invalid-value', message: 'own words' },
    ];
    const document = problemDocument(new Problem('invalid-input', { errors }), 'en', '/', 'r');
    expect(document).toMatchObject({
      errors: [
        { message: 'It is required' },
        { message: 'The unified social credit code is not valid' },
        { message: 'The input is not valid' },
        { message: 'own words' },
      ],
    });
  });
});
