import { expect, it } from 'vitest';
import { judgePassword } from './password-rule.ts';

const person = { email: 'li.ming@ocean-univ.example', displayName: 'Li Ming the Second' };

it.each([
  ['short', 'password-too-short'],
  ['九个字的口令也太短', 'password-too-short'],
  ['password123', 'password-common'],
  ['PassWord!!!!!', 'password-common'],
  ['12345678901234', 'password-common'],
  ['aaaaaaaaaaaaaa', 'password-common'],
  ['abababababab', 'password-common'],
  ['li.ming@ocean-univ.example', 'password-personal'],
  ['li ming the second', 'password-personal'],
  ['guanyi-demo', null],
  ['correct horse battery', null],
  ['这是一句足够长的口令', null],
] as const)('judges %s: %s', (password, fault) => {
  expect(judgePassword(password, person, 10)).toBe(fault);
});

it('takes its least length from outside', () => {
  expect(judgePassword('correct horse', person, 15)).toBe('password-too-short');
});
