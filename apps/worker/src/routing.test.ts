import { describe, expect, it } from 'vitest';
import { checkRouting, routing } from './routing.ts';

describe('the routing table', () => {
  it('has an entry for every event', () => {
    expect(() => checkRouting(routing)).not.toThrow();
  });

  it('stops the boot when an event has none', () => {
    const { 'usage.recorded': _, ...gap } = routing;
    expect(() => checkRouting(gap)).toThrow('No route for: usage.recorded.');
    expect(() => checkRouting(routing, [...Object.keys(routing), 'loan.returned'])).toThrow('loan.returned');
  });

  it('refuses a handler that would be recorded once for two reactions', () => {
    const [route] = routing['usage.recorded'];
    expect(() => checkRouting({ ...routing, 'usage.recorded': [route!, route!] })).toThrow('twice');
  });

  it('refuses names that the queue would refuse', () => {
    const [route] = routing['usage.recorded'];
    expect(() => checkRouting({ ...routing, 'usage.recorded': [{ ...route!, handler: 'a:b' }] })).toThrow('colon');
  });
});
