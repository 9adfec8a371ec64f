import type { Step } from './policy.ts';

/** One time that a step is due. `repetition` 0 is its first. */
export interface Occurrence {
  step: Step;
  /** its place in the policy, from 0 */
  index: number;
  repetition: number;
  /** seconds since the incident began to call */
  offset: number;
}

/**
 * What is due from `from` to `to`, both included and in seconds, each step once however often it repeats in
 * between: after an outage of ten minutes nobody is called ten times.
 */
export function dueWithin(steps: readonly Step[], from: number, to: number): Occurrence[] {
  return steps.flatMap((step, index) => {
    const repetition = lastRepetition(step, to);
    if (repetition === undefined) return [];
    const offset = offsetOf(step, repetition);
    return offset < from ? [] : [{ step, index, repetition, offset }];
  });
}

/** When something is due next after `offset`, in seconds; undefined when the policy has come to its end. */
export function nextOffset(steps: readonly Step[], offset: number): number | undefined {
  const offsets = steps.flatMap((step) => {
    const last = lastRepetition(step, offset);
    const next = last === undefined ? 0 : last + 1;
    return next === 0 || isRepeated(step, next) ? [offsetOf(step, next)] : [];
  });
  return offsets.length === 0 ? undefined : Math.min(...offsets);
}

/** The last repetition due at or before `offset`; undefined when not even the first is. */
function lastRepetition({ after, repeat }: Step, offset: number): number | undefined {
  if (offset < after) return undefined;
  if (repeat === undefined) return 0;
  const repetition = Math.floor((offset - after) / repeat.every);
  return repeat.times === undefined ? repetition : Math.min(repetition, repeat.times);
}

function isRepeated({ repeat }: Step, repetition: number): boolean {
  return repeat !== undefined && (repeat.times === undefined || repetition <= repeat.times);
}

function offsetOf({ after, repeat }: Step, repetition: number): number {
  return after + repetition * (repeat?.every ?? 0);
}
