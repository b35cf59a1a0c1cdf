import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';

describe('the gate', () => {
  it('never lets more work run than it is wide, and loses none', async () => {
    const gate = createGate({ width: 3, queueLimit: 1_000, waitLimitMs: 60_000 });
    let running = 0;
    let most = 0;
    const done = await Promise.all(
      Array.from({ length: 500 }, (_, i) =>
        gate.pass(async () => {
          running += 1;
          most = Math.max(most, running);
          await Promise.resolve();
          running -= 1;
          return i;
        }),
      ),
    );
    expect(done).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(most).toBe(3);
    expect(gate.figures()).toEqual({ running: 0, waiting: 0, shed: 0 });
  });

  it('refuses at once when the queue is full', async () => {
    const gate = createGate({ width: 1, queueLimit: 2, waitLimitMs: 60_000 });
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const work = Array.from({ length: 3 }, () => gate.pass(() => held));
    // What is in front cannot end before the refusal is there: whoever is refused did not wait for it.
    await expect(gate.pass(async () => 1)).rejects.toMatchObject({ code: 'overloaded' });
    letGo();
    await Promise.all(work);
    expect(await gate.pass(async () => 'free again')).toBe('free again');
    expect(gate.figures().shed).toBe(1);
  });

  it('refuses whoever would wait too long at the pace of the work, and says how long', async () => {
    const gate = createGate({ width: 1, queueLimit: 10_000, waitLimitMs: 3_000 });
    const slow = Array.from({ length: 150 }, () => gate.pass(() => sleep(10)));
    await Promise.all(slow.slice(0, 120));
    const waiting = Array.from({ length: 1_000 }, () => gate.pass(async () => 'let in').catch((problem) => problem));
    const answers = await Promise.all(waiting);
    expect(answers).toContain('let in');
    expect(answers.at(-1)).toMatchObject({ code: 'overloaded', parts: { retryAfterSeconds: expect.any(Number) } });
    await Promise.all(slow);
    expect(await gate.pass(async () => 'calm again')).toBe('calm again');
  });

  it('frees the place of work that failed', async () => {
    const gate = createGate({ width: 1, queueLimit: 1, waitLimitMs: 1_000 });
    await expect(gate.pass(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await gate.pass(async () => 2)).toBe(2);
  });
});
