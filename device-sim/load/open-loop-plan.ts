import type { Random } from '../seeded-random.ts';
import { LOAD_CLASSES, type LoadClass, type LoadRates } from './load-class.ts';

/** Who says something when. */
export interface OpenLoopPlan<Speaker> {
  /** Hands over everything that is due at `now` and was not handed over yet, each with the moment it was due. */
  due: (now: number, say: (speaker: Speaker, intended: number) => void) => void;
  /** when the next message is due; Infinity when there is none */
  next: () => number;
}

/**
 * A fixed rate for each class, whatever becomes of the messages: a platform that stalls is not asked less. Messages of
 * a class are evenly spaced, and its devices take turns in an order that follows from the seed. Pure.
 * @param from the moment of the first message; the unit of all moments is ms
 * @throws Error for a rate that no device can have
 */
export function openLoopPlan<Speaker extends { readonly class: LoadClass }>(options: {
  rates: LoadRates;
  speakers: readonly Speaker[];
  random: Random;
  from: number;
}): OpenLoopPlan<Speaker> {
  const { rates, speakers, random, from } = options;
  const streams = LOAD_CLASSES.flatMap((name) => {
    const rate = rates[name] ?? 0;
    if (rate === 0) return [];
    if (!(rate > 0 && rate < Infinity))
      throw new Error(`the rate of ${name} is ${rate}: give messages a second`);
    const order = shuffled(
      speakers.filter((speaker) => speaker.class === name),
      random,
    );
    if (order.length === 0)
      throw new Error(`${rate} ${name} a second need a device that says them; there is none`);
    return [{ order, stepMs: 1000 / rate, said: 0 }];
  });
  const nextOf = ({ stepMs, said }: (typeof streams)[0]): number => from + said * stepMs;

  return {
    due: (now, say) => {
      for (const stream of streams) {
        for (let intended = nextOf(stream); intended <= now; intended = nextOf(stream)) {
          const speaker = stream.order[stream.said % stream.order.length] as Speaker;
          stream.said += 1;
          say(speaker, intended);
        }
      }
    },
    next: () => streams.reduce((earliest, stream) => Math.min(earliest, nextOf(stream)), Infinity),
  };
}

/** Fisher-Yates. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
