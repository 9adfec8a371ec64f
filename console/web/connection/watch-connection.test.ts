import { describe, expect, it } from 'vitest';
import { watchConnection } from './watch-connection.ts';

const facts = { connected: true, heardAt: 100_000, startedAt: 0, known: true, lost: false };

describe('the state of the connection', () => {
  it('is live while something is heard', () => {
    expect(watchConnection(facts, 101_000)).toBe('live');
  });
  it('is doubtful in silence, and lost within 5 s although the socket claims to be connected', () => {
    expect(watchConnection(facts, 103_000)).toBe('doubtful');
    expect(watchConnection(facts, 105_000)).toBe('lost');
  });
  it('is lost at once when the socket says so', () => {
    expect(watchConnection({ ...facts, connected: false }, 100_100)).toBe('lost');
  });
  it('is not called lost in the first moments of a page, but is when nothing ever comes', () => {
    const fresh = { connected: false, heardAt: 0, startedAt: 100_000, known: false, lost: false };
    expect(watchConnection(fresh, 101_000)).toBe('connecting');
    expect(watchConnection(fresh, 105_000)).toBe('lost');
  });
  it('that was lost in the first moments of a page stays lost until it is back', () => {
    const young = { connected: false, heardAt: 100_500, startedAt: 100_000, known: false, lost: true };
    expect(watchConnection(young, 101_000)).toBe('lost');
  });
  it('is never live before the snapshot: connected alone does not make the screen true', () => {
    expect(watchConnection({ ...facts, known: false }, 100_100)).toBe('lost');
  });
});
