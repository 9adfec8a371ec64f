import { describe, expect, it } from 'vitest';
import type { Asked } from './answer-api.ts';
import { untilAnswered } from './until-answered.ts';

/** Answers one after the other, and how long it was waited between them. */
async function asking(answers: Asked<string>[], abortAfter = Number.POSITIVE_INFINITY) {
  const waits: number[] = [];
  const failures: number[] = [];
  const controller = new AbortController();
  let asked = 0;
  const answer = await untilAnswered(
    async () => {
      asked++;
      if (asked >= abortAfter) controller.abort();
      return answers.shift() ?? { ok: false, why: 'unreachable' };
    },
    {
      onFailure: (times) => failures.push(times),
      signal: controller.signal,
      wait: async (ms) => void waits.push(ms),
    },
  );
  return { answer, waits, failures, asked };
}

const away: Asked<string> = { ok: false, why: 'unreachable' };
const arrived: Asked<string> = { ok: true, value: 'recorded' };

describe('an answer on a bad network', () => {
  it('is sent until it has arrived, and then never again', async () => {
    const { answer, waits, failures, asked } = await asking([away, away, away, away, away, arrived, arrived]);
    expect(answer).toEqual(arrived);
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 8_000]);
    expect(failures).toEqual([1, 2, 3, 4, 5]);
    expect(asked).toBe(6);
  });

  it('waits as long as the platform asks for', async () => {
    expect((await asking([{ ...away, retryAfterMs: 30_000 }, arrived])).waits).toEqual([30_000]);
  });

  it('is not repeated when the platform has said no', async () => {
    for (const why of ['unknown', 'expired', 'refused'] as const) {
      const { answer, asked } = await asking([{ ok: false, why }, arrived]);
      expect([answer, asked]).toEqual([{ ok: false, why }, 1]);
    }
  });

  it('ends with the page', async () => {
    expect(await asking([], 3)).toMatchObject({ answer: undefined, asked: 3 });
  });
});
