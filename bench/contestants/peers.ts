import { bareAedes } from './bare-aedes.ts';
import { mosquitto, mosquittoWithPasswords } from './mosquitto.ts';
import type { BrokerUnderTest } from './running-contestant.ts';
import { textbookAedes } from './textbook-aedes.ts';

const PEERS = {
  mosquitto,
  passwords: mosquittoWithPasswords,
  bare: bareAedes,
  textbook: textbookAedes,
} as const;

/** The argument that says who else takes part. */
export const againstArg = (names: string) =>
  ({
    type: 'string',
    default: names,
    description: `who else takes part, of ${Object.keys(PEERS).join(', ')}; empty: nobody`,
  }) as const;

/** @param against names, with commas between them */
export function peersNamed(against: string): BrokerUnderTest[] {
  return against
    .split(',')
    .filter((name) => name !== '')
    .map((name) => {
      if (name in PEERS) return PEERS[name as keyof typeof PEERS];
      throw new Error(`--against ${name}: there are ${Object.keys(PEERS).join(', ')}`);
    });
}
