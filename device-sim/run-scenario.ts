import type { Api } from './api-client.ts';
import { awaitIncident } from './await-incident.ts';
import { askFleet } from './control-socket.ts';
import type { BrokerAddress } from './dial.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { openLedger } from './ledger.ts';
import { playSteps, type PlayedStep } from './play-steps.ts';
import type { SavedHome } from './saved-homes.ts';
import type { Scenario, Step } from './scenario.ts';
import { summarizeLedger } from './summarize-ledger.ts';
import { openVoices } from './voices.ts';

const PATIENCE_MS = 15_000;
/** A district that presses at once is told in sums, not line by line. */
const LINES_MAX = 20;
const PROGRESS_MS = 5_000;
/** What connects for this alone has so long. */
const CONNECT_MS = 60_000;

export interface ScenarioResult {
  /** every message that was acknowledged */
  entries: LedgerEntry[];
  /** alarms that came to no incident in time; nobody looked without `api`, nor where many speak */
  unseen: Step[];
  /** the running fleet played it, and its devices said other things meanwhile */
  throughFleet: boolean;
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
  let sent = 0;
  const begin = Date.now();
  const clock = (): string => `+${String(Date.now() - begin).padStart(5)} ms`;

  const look = async (step: Step, time: number): Promise<void> => {
    if (api === undefined || !detailed) return;
    if (step.expected === 'reading' || step.expected === 'duplicate') return;
    const incident = await awaitIncident({ api, step, time, patienceMs: PATIENCE_MS });
    const after = Date.now() - time;
    if (incident === undefined) {
      unseen.push(step);
      say(`${clock()}  NO INCIDENT after ${PATIENCE_MS} ms: ${describe(step)}`);
      return;
    }
    const { id, type, priority, state, events } = incident;
    say(
      `${clock()}  incident ${id}: ${type}, priority ${priority}, ${state}, ${events.length} events, after ${after} ms`,
    );
  };
  const onStep = (played: PlayedStep): void => {
    const step = steps[played.step];
    if (step === undefined) return;
    if (played.phase === 'told') {
      const { stage, afterMs } = played;
      say(`${clock()}  home is told  ${stage}, after ${afterMs} ms`);
      return;
    }
    const { entry } = played;
    if (played.phase === 'sent') {
      sent += 1;
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

  const many = detailed ? undefined : setInterval(() => say(`${clock()}  ${sums()}`), PROGRESS_MS);
  const sums = (): string => `${sent} of ${steps.length} sent, ${entries.length} acknowledged`;
  let throughFleet: boolean;
  try {
    throughFleet = await askFleet(controlPath, scenario, onStep);
    if (throughFleet) await noteForFleet(ledgerFile, entries);
    else await playAlone({ scenario, homes, broker, ledgerFile, onStep });
  } finally {
    clearInterval(many);
  }
  if (!detailed) say(`${clock()}  ${sums()}; PUBACK ${spread(entries)}`);
  await Promise.all(looked);
  return { entries, unseen, throughFleet };
}

function spread(entries: readonly LedgerEntry[]): string {
  const { ackMs } = summarizeLedger(entries);
  return ackMs ? `${ackMs.p50} ms (median), ${ackMs.p99} ms (p99), ${ackMs.max} ms (longest)` : 'never';
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
  const cut = scenario.cuts.flatMap(({ deviceIds }) => deviceIds);
  const speaking = new Set([...cut, ...scenario.steps.map(({ deviceId }) => deviceId)]);
  const gateways = new Set(
    all.flatMap(({ id, gatewayId }) => (speaking.has(id) && gatewayId ? [gatewayId] : [])),
  );
  const devices = all.filter(({ id }) => speaking.has(id) || gateways.has(id));
  const ledger = openLedger({ file: ledgerFile });
  const voices = openVoices({ broker, devices, ledger });
  try {
    await voices.connected(CONNECT_MS);
    await playSteps(voices, scenario, onStep);
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
