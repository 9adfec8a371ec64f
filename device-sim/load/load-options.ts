import { numberOption } from '../number-option.ts';
import { SimError } from '../sim-error.ts';
import type { WorkerOptions } from './load-messages.ts';

/** The words after `sim load`, as they were typed. */
export interface LoadWords {
  readings?: string | undefined;
  presses?: string | undefined;
  'in-flight'?: string | undefined;
  seconds: string;
  'warm-up': string;
  drain: string;
  seed: string;
  connects: string;
  sources?: string | undefined;
}

const DEFAULT_READINGS = 100;

/**
 * What was typed, as a load without its devices. Pure.
 * @throws SimError naming the option that makes no sense
 */
export function loadOptions(words: LoadWords): Omit<WorkerOptions, 'broker' | 'devices'> {
  const { sources, seed } = words;
  const number = (name: keyof LoadWords, least: number): number =>
    numberOption(name, words[name] ?? '', { min: least, whole: false });
  const seconds = number('seconds', 0);
  return {
    mode: modeOf(words),
    ...(seconds > 0 && { seconds }),
    warmUpSeconds: number('warm-up', 0),
    drainSeconds: number('drain', 0),
    seed,
    connectsPerSecond: words.connects === 'max' ? Infinity : number('connects', 1),
    ...(sources !== undefined && { sources: sources.split(',').map((address) => address.trim()) }),
  };
}

function modeOf(words: LoadWords): WorkerOptions['mode'] {
  const { readings, presses, 'in-flight': inFlight } = words;
  if (inFlight !== undefined) {
    if (readings !== undefined || presses !== undefined) {
      throw new SimError(
        '--in-flight is a closed loop, as fast as it goes; --readings and --presses are an open one: choose',
      );
    }
    return { kind: 'closed', inFlight: numberOption('in-flight', inFlight, { min: 1, whole: true }) };
  }
  const rate = (name: 'readings' | 'presses', said: string | undefined): number =>
    said === undefined ? 0 : numberOption(name, said, { min: 0, whole: false });
  const nothingSaid = readings === undefined && presses === undefined;
  return {
    kind: 'open',
    rates: {
      readings: nothingSaid ? DEFAULT_READINGS : rate('readings', readings),
      presses: rate('presses', presses),
    },
  };
}
