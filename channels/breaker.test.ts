import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBreaker } from './breaker.ts';
import { SendError } from './send-error.ts';

const down = () => Promise.reject(new SendError({ code: 'provider_down', retry: true, message: 'down' }));
const refused = () =>
  Promise.reject(new SendError({ code: 'bad_address', retry: false, message: 'no such number' }));
const well = () => Promise.resolve('sent');

describe('the breaker of a provider', () => {
  const changes: string[] = [];
  let breaker = createBreaker({ failures: 3, pauseMs: 5_000, onChange: (state) => changes.push(state) });
  beforeEach(() => {
    vi.useFakeTimers();
    changes.length = 0;
    breaker = createBreaker({ failures: 3, pauseMs: 5_000, onChange: (state) => changes.push(state) });
  });
  afterEach(() => vi.useRealTimers());

  const open = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) await expect(breaker.run(2, down)).rejects.toThrow('down');
  };

  it('opens after failures in a row, and then fails at once without asking the provider', async () => {
    await open();
    const attempt = vi.fn(well);
    await expect(breaker.run(2, attempt)).rejects.toMatchObject({ code: 'breaker_open', retry: true });
    expect(attempt).not.toHaveBeenCalled();
    expect(changes).toEqual(['open']);
  });

  it('lets one try after the pause, and closes when that succeeds', async () => {
    await open();
    vi.advanceTimersByTime(5_000);
    await expect(breaker.run(3, well)).resolves.toBe('sent');
    await expect(breaker.run(3, well)).resolves.toBe('sent');
    expect(changes).toEqual(['open', 'closed']);
  });

  it('stays open where the try fails, and says so once', async () => {
    await open();
    vi.advanceTimersByTime(5_000);
    await expect(breaker.run(3, down)).rejects.toThrow('down');
    await expect(breaker.run(3, well)).rejects.toMatchObject({ code: 'breaker_open' });
    expect(changes).toEqual(['open']);
  });

  it('lets a life-safety message try at once, without waiting for the pause', async () => {
    await open();
    await expect(breaker.run(1, well)).resolves.toBe('sent');
    await expect(breaker.run(3, well)).resolves.toBe('sent');
  });

  it('never makes the others wait for the one that tries', async () => {
    await open();
    let finish: (value: string) => void = () => undefined;
    const trying = breaker.run(1, () => new Promise<string>((resolve) => (finish = resolve)));
    await expect(breaker.run(1, well)).rejects.toMatchObject({ code: 'breaker_open' });
    finish('sent');
    await expect(trying).resolves.toBe('sent');
    await expect(breaker.run(1, well)).resolves.toBe('sent');
  });

  it('does not open for numbers that the provider rightly refuses', async () => {
    for (let i = 0; i < 10; i++) await expect(breaker.run(1, refused)).rejects.toThrow('no such number');
    await expect(breaker.run(1, well)).resolves.toBe('sent');
    expect(changes).toEqual([]);
  });
});
