import { AnjuError } from '../contracts/errors.ts';

export interface TimelineRange {
  /** epoch ms, `from` a whole multiple of `heardStep` */
  from: number;
  to: number;
  /** ms */
  step: number;
  /** ms, a multiple of `step` */
  heardStep: number;
}

const DAY_MS = 86_400_000;
const LONGEST_MS = 31 * DAY_MS;
const MOST_BUCKETS = 3_000;
/** [up to this long, step, step of what changes slowly] in ms: a screen has about as many points across. */
const STEPS = [
  [26 * 3_600_000, 60_000, 900_000],
  [8 * DAY_MS, 600_000, 3_600_000],
  [Number.POSITIVE_INFINITY, 1_800_000, 7_200_000],
] as const;

/**
 * The buckets of a timeline. Pure.
 * @param step seconds; chosen by the length when not given
 * @throws AnjuError `bad_request` naming the parameter and what is allowed
 */
export function timelineRange(from: Date, to: Date, step?: number): TimelineRange {
  const length = to.getTime() - from.getTime();
  if (length <= 0) throw new AnjuError('bad_request', 'querystring.from: must be before `to`');
  if (length > LONGEST_MS) {
    throw new AnjuError('bad_request', 'querystring.from: must be within 31 days of `to`');
  }
  const [, usual, slow] = STEPS.find(([longest]) => length <= longest) ?? STEPS[2];
  const stepMs = step === undefined ? usual : step * 1_000;
  if (length / stepMs > MOST_BUCKETS) {
    const least = Math.ceil(length / MOST_BUCKETS / 1_000);
    throw new AnjuError('bad_request', `querystring.step: must be at least ${least} s for so long a time`);
  }
  const heardStep = Math.ceil(slow / stepMs) * stepMs;
  return {
    from: Math.floor(from.getTime() / heardStep) * heardStep,
    to: to.getTime(),
    step: stepMs,
    heardStep,
  };
}
