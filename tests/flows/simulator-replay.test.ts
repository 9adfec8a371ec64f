import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logIn, type Api } from '../../device-sim/api-client.ts';
import { countStored } from '../../device-sim/count-stored.ts';
import { ensureFleet } from '../../device-sim/ensure-fleet.ts';
import { SIMULATED_AREAS } from '../../device-sim/home-plan.ts';
import { openLedger } from '../../device-sim/ledger.ts';
import { parseRecording } from '../../device-sim/parse-recording.ts';
import { createHome, ensureAreas } from '../../device-sim/provision.ts';
import { replay } from '../../device-sim/replay.ts';
import { replayPlan } from '../../device-sim/replay-plan.ts';
import { runScenario } from '../../device-sim/run-scenario.ts';
import { planScenario } from '../../device-sim/scenarios.ts';
import { startPlatform, type Platform } from '../harness/platform.ts';

let platform: Platform;
let api: Api;
beforeAll(async () => {
  platform = await startPlatform();
  api = await logIn({ url: platform.httpUrl, username: 'admin', password: platform.adminPassword });
});
afterAll(() => platform.stop());

const broker = () => ({ host: '127.0.0.1', port: platform.mqttPort });

test('a replayed recording is stored exactly once, and a reading that was never sent is found missing', async () => {
  // Two a second of the same sensor: the recorder's clock had whole seconds.
  const rows = Array.from({ length: 1000 }, (_, n) => {
    const [minute, second] = [Math.floor(n / 120), Math.floor(n / 2) % 60].map((t) =>
      String(t).padStart(2, '0'),
    );
    return `2009-07-21T13:${minute}:${second},${n % 4 < 2 ? 'a' : 'b'},pir,Kitchen,${n % 2 === 0 ? 'on' : 'off'}`;
  });
  const text = ['ts,sensor,type,room,state', ...rows].join('\n');
  const recording = parseRecording(text, { name: 'test', timezone: 'Asia/Shanghai' });
  const plan = replayPlan(recording, { name: 'test', timezone: 'Asia/Shanghai', at: new Date() });
  const home = await createHome(api, await ensureAreas(api, SIMULATED_AREAS), plan);
  const { sent, entries } = await replay({
    recording,
    home,
    broker: broker(),
    ledger: openLedger(),
    speed: 0,
    shiftMs: 0,
    window: 64,
    signal: new AbortController().signal,
  });
  const { stored, missing } = await countStored({ api, homeId: home.id, entries });
  expect({ sent, acknowledged: entries.length, stored, missing }).toEqual({
    sent: 1000,
    acknowledged: 1000,
    stored: 1000,
    missing: [],
  });

  const [first] = entries;
  if (first === undefined) throw new Error('there are a thousand');
  const never = { ...first, id: 'never sent', time: first.time + 500 };
  const found = await countStored({ api, homeId: home.id, entries: [...entries, never], patienceMs: 500 });
  expect(found.missing).toEqual([never]);
});

test('a scripted fire becomes one incident with the smoke of both rooms, and is told as it happens', async () => {
  const file = join(platform.dataDir, 'sim', 'homes.json');
  const homes = await ensureFleet({ count: 3, file, logInOnce: () => Promise.resolve(api) });
  const burning = homes.slice(2);
  const lines: string[] = [];
  const { entries, unseen } = await runScenario({
    scenario: planScenario('fire', burning),
    homes: burning,
    broker: broker(),
    controlPath: join(platform.dataDir, 'sim', 'control.sock'),
    ledgerFile: undefined,
    api,
    say: (line) => lines.push(line),
  });
  expect(unseen).toEqual([]);
  expect(entries.filter(({ expected }) => expected === 'smoke')).toHaveLength(2);
  expect(entries).toHaveLength(planScenario('fire', burning).steps.length);
  const incidents = lines.flatMap((line) => /incident (\S+): smoke/.exec(line)?.[1] ?? []);
  expect(incidents).toHaveLength(2);
  expect(new Set(incidents).size).toBe(1);
});
