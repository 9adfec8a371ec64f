import type { Api } from './api-client.ts';
import { awaitIncident } from './await-incident.ts';
import { askFleet } from './control-socket.ts';
import type { BrokerAddress } from './dial.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { openLedger } from './ledger.ts';
import { playSteps, type PlayedStep } from './play-steps.ts';
import type { SavedHome } from './saved-homes.ts';
import type { Scenario, Step } from './scenarios.ts';
import { openVoices } from './voices.ts';

const PATIENCE_MS = 15_000;
/** A district that presses at once is told in sums, not line by line. */
const LINES_MAX = 20;

export interface ScenarioResult {
  entries: LedgerEntry[];
  /** alarms that came to no incident in time; nobody looked without `api` */
  unseen: Step[];
}

/**
 * Plays a scenario, through the running fleet where there is one, and tells what came of it.
 * @param api looks for the incidents; without it they are not looked for
 */
export async function runScenario(options: {
  scenario: Scenario;
  homes: readonly SavedHome[];
  broker: BrokerAddress;
  controlPath: string;
  ledgerFile: string | undefined;
  api: Api | undefined;
  say: (line: string) => void;
}): Promise<ScenarioResult> {
  const { scenario, homes, broker, controlPath, ledgerFile, api, say } = options;
  const { steps } = scenario;
  const detailed = steps.length <= LINES_MAX;
  const deviceOf = new Map(homes.flatMap(({ devices }) => devices.map((device) => [device.id, device])));
  const describe = (step: Step): string => {
    const device = deviceOf.get(step.deviceId);
    return `${device?.kind ?? 'device'} ${device?.room ?? ''} ${JSON.stringify(step.properties)}`;
  };
  const entries: LedgerEntry[] = [];
  const unseen: Step[] = [];
  const looked: Promise<void>[] = [];
  const waits: number[] = [];
  const told: number[] = [];
  const begin = Date.now();
  const clock = (): string => `+${String(Date.now() - begin).padStart(5)} ms`;

  const look = async (step: Step, time: number): Promise<void> => {
    if (api === undefined || step.expected === 'reading' || step.expected === 'duplicate') return;
    const incident = await awaitIncident({ api, step, time, patienceMs: PATIENCE_MS });
    const after = Date.now() - time;
    if (incident === undefined) {
      unseen.push(step);
      say(`${clock()}  NO INCIDENT after ${PATIENCE_MS} ms: ${describe(step)}`);
      return;
    }
    waits.push(after);
    const { id, type, priority, state, events } = incident;
    if (detailed)
      say(
        `${clock()}  incident ${id}: ${type}, priority ${priority}, ${state}, ${events.length} events, after ${after} ms`,
      );
  };
  const onStep = (played: PlayedStep): void => {
    const step = steps[played.step];
    if (step === undefined) return;
    if (played.phase === 'told') {
      const { stage, afterMs } = played;
      if (stage === 'received') told.push(afterMs);
      if (detailed) say(`${clock()}  home is told  ${stage}, after ${afterMs} ms`);
      return;
    }
    const { entry } = played;
    if (played.phase === 'sent') {
      looked.push(look(step, entry.time));
      if (detailed) say(`${clock()}  sent          ${describe(step)}`);
      return;
    }
    entries.push(entry as LedgerEntry);
    if (detailed)
      say(
        `${clock()}  acknowledged  ${describe(step)} after ${entry.ackMs?.toFixed(1)} ms, seq ${entry.seq}`,
      );
  };

  if (await askFleet(controlPath, scenario, onStep)) {
    await noteForFleet(ledgerFile, entries);
  } else {
    await playAlone({ scenario, homes, broker, ledgerFile, onStep });
  }
  if (detailed === false) say(`${clock()}  ${steps.length} sent, ${entries.length} acknowledged`);
  await Promise.all(looked);
  if (!detailed) {
    if (waits.length > 0) say(`${clock()}  ${waits.length} seen in incidents, ${spread(waits)}; polled`);
    if (told.length > 0) say(`${clock()}  ${told.length} homes were told so, ${spread(told)}`);
  }
  return { entries, unseen };
}

function spread(all: number[]): string {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (q: number): number => sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
  return `after ${at(0.5)} ms (median), ${at(1)} ms (longest)`;
}

/** No fleet is running: the devices are nobody's, and connect for this. */
async function playAlone(options: {
  scenario: Scenario;
  homes: readonly SavedHome[];
  broker: BrokerAddress;
  ledgerFile: string | undefined;
  onStep: (played: PlayedStep) => void;
}): Promise<void> {
  const { scenario, homes, broker, ledgerFile, onStep } = options;
  const all = homes.flatMap(({ devices }) => devices);
  const speaking = new Set(scenario.steps.map(({ deviceId }) => deviceId));
  const gateways = new Set(
    all.flatMap(({ id, gatewayId }) => (speaking.has(id) && gatewayId ? [gatewayId] : [])),
  );
  const devices = all.filter(({ id }) => speaking.has(id) || gateways.has(id));
  const ledger = openLedger({ file: ledgerFile });
  const voices = openVoices({ broker, devices, ledger });
  try {
    await voices.connected();
    await playSteps(voices, scenario.steps, onStep);
  } finally {
    await voices.close();
    await ledger.close();
  }
}

/** The fleet keeps its own ledger; who asked with a ledger has the lines in theirs too. */
async function noteForFleet(file: string | undefined, entries: readonly LedgerEntry[]): Promise<void> {
  if (file === undefined) return;
  const ledger = openLedger({ file });
  for (const { sentAt, acknowledgedAt, ackMs = 0, attempts = 1, ...intended } of entries) {
    if (sentAt === undefined || acknowledgedAt === undefined) continue;
    ledger
      .intend(intended)
      .acknowledged({ packetId: 0, attempts, firstSentAt: sentAt, acknowledgedAt, ackMs });
  }
  await ledger.close();
}
