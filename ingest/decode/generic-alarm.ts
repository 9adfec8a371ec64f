import type { DeviceKind } from '../../contracts/device.ts';
import { alarmWords, flagValue, type FlagState } from './flag-value.ts';
import { nameTokens } from './name-tokens.ts';
import type { LevelType } from './property-meaning.ts';
import type { Scalar } from './reading.ts';

/** What a bare `alarm` of a device is about: what it was put there for. */
export function hazardOf(kind: DeviceKind): 'sos' | LevelType | undefined {
  return HAZARD_OF[kind];
}

const HAZARD_OF: Partial<Record<DeviceKind, 'sos' | LevelType>> = {
  sos: 'sos',
  button: 'sos',
  voice: 'sos',
  fall: 'fall',
  smoke: 'smoke',
  gas: 'gas',
  co: 'gas',
  water: 'water',
};

/** `alarm: true` is one, `state: "ON"` only a switch. */
export function genericState(value: Scalar, flags: boolean): FlagState {
  if (flags) return flagValue(value);
  if (typeof value !== 'string') return 'unclear';
  const { words } = nameTokens(value);
  if (words.length === 0) return 'unclear';
  const state = alarmWords(words);
  // `state: "open"`, `event: "motion"`: words of hazards only, never of switches.
  return state === 'on' &&
    !words.some((word) => /^(alarm|alarmed|alarming|alert|triggered|critical|danger|detected)$/.test(word))
    ? 'unclear'
    : state;
}

const HAZARDS: readonly { words: RegExp; type: 'sos' | LevelType; key: string }[] = [
  { words: /^(fall|falling|fallen)$/, type: 'fall', key: 'fall' },
  { words: /^(sos|panic|emergency|help)$/, type: 'sos', key: 'sos' },
  { words: /^(smoke|fire)$/, type: 'smoke', key: 'smoke' },
  { words: /^(co|monoxide)$/, type: 'gas', key: 'co' },
  { words: /^(gas|methane|lpg)$/, type: 'gas', key: 'gas' },
  { words: /^(leak|leakage|flood|flooded|wet)$/, type: 'water', key: 'water' },
  { words: /^(tamper|tampered)$/, type: 'tamper', key: 'tamper' },
  { words: /^(battery)$/, type: 'low_battery', key: 'battery' },
];

/** `status: "falling"`, `alert_state: "interconnect_smoke"`, `event: "PANIC"`: the value itself names the hazard. */
export function namedHazard(
  value: string,
  kind: DeviceKind,
): { type: 'sos' | LevelType; key: string; test: boolean } | undefined {
  const { words } = nameTokens(value);
  const test = words.includes('test');
  const hazard = HAZARDS.find((candidate) => words.some((word) => candidate.words.test(word)));
  if (hazard === undefined) return undefined;
  if (hazard.type === 'low_battery') {
    return words.some((word) => /^(low|failed|critical|replace|empty)$/.test(word))
      ? { ...hazard, test }
      : undefined;
  }
  if (hazard.type === 'fall' && kind === 'door') return undefined;
  const state = alarmWords(words.filter((word) => word !== 'test'));
  return state === 'on' || (hazard.type === 'sos' && state === 'unclear') ? { ...hazard, test } : undefined;
}
