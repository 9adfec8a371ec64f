import { basename } from 'node:path';
import { defineCommand } from 'citty';
import { countStored } from './count-stored.ts';
import { brokerAddress } from './dial.ts';
import { SIMULATED_AREAS } from './home-plan.ts';
import { openLedger } from './ledger.ts';
import { numberOption } from './number-option.ts';
import { parseRecording, type Recording } from './parse-recording.ts';
import { createHome, ensureAreas } from './provision.ts';
import { readText } from './read-text.ts';
import { replay } from './replay.ts';
import { replayPlan } from './replay-plan.ts';
import { replayProgress } from './replay-progress.ts';
import { logInAsAdmin, type SimContext } from './sim-context.ts';
import { summarizeLedger } from './summarize-ledger.ts';

export function replayCommand(context: SimContext) {
  const { config, say, terminal, signal, fail } = context;
  return defineCommand({
    meta: {
      name: 'replay',
      description: 'Plays a recording (CSV ts,sensor,type,room,state) through a home of its own',
    },
    args: {
      file: { type: 'positional', required: true, description: 'the recording' },
      speed: {
        type: 'string',
        default: 'max',
        valueHint: 'N',
        description: 'times life; 0 or max: as acknowledged',
      },
      'as-recorded': { type: 'boolean', description: 'keep the recorded times; else the recording ends now' },
      timezone: { type: 'string', default: 'Asia/Shanghai', description: 'zone of the recorded times' },
      window: { type: 'string', default: '256', description: 'messages on the way at once' },
      verify: { type: 'boolean', description: 'count what was stored; exit code 1 when it is not all there' },
      ledger: { type: 'string', valueHint: 'FILE', description: 'append every message to this ledger' },
    },
    run: async ({ args }) => {
      const speed = args.speed === 'max' ? 0 : numberOption('speed', args.speed, { min: 0, whole: false });
      const window = numberOption('window', args.window, { min: 1, whole: true });
      const { timezone } = args;
      const name = basename(args.file);
      const recording = parseRecording(readText(args.file), { name, timezone });
      const broker = brokerAddress(config.MQTT_URL, config.TLS_CA);
      const api = await logInAsAdmin(config);
      const areaId = await ensureAreas(api, SIMULATED_AREAS);
      const home = await createHome(api, areaId, replayPlan(recording, { name, timezone, at: new Date() }));
      say(`home ${home.id}: ${recording.sensors.length} devices, ${recording.events.length} events to play`);

      const ledger = openLedger({ file: args.ledger });
      const progress = replayProgress({ terminal, total: recording.events.length, say });
      const shiftMs = args['as-recorded'] ? 0 : Date.now() - lastOf(recording);
      try {
        const onProgress = progress.update;
        const done = await replay({
          recording,
          home,
          broker,
          ledger,
          speed,
          shiftMs,
          window,
          signal,
          onProgress,
        });
        progress.stop();
        const { sent, entries, elapsedMs } = done;
        const { ackMs, resent } = summarizeLedger(entries);
        const [from, to] = [recording.events[0]?.at ?? 0, lastOf(recording)].map(
          (at) => new Date(at + shiftMs),
        );
        say(`sent ${sent}, acknowledged ${entries.length}, re-sent ${resent}`);
        say(
          `from ${from?.toISOString()} to ${to?.toISOString()}, elapsed ${(elapsedMs / 1000).toFixed(1)} s`,
        );
        say(
          `${Math.round(sent / (elapsedMs / 1000))} messages/s, PUBACK ${ms(ackMs?.p50)} (median), ${ms(ackMs?.p99)} (p99)`,
        );
        if (!args.verify) return;
        const { stored, missing, waitedMs } = await countStored({ api, homeId: home.id, entries });
        const all = sent === entries.length && sent === stored && missing.length === 0;
        say(
          `${all ? 'VERIFIED' : 'NOT VERIFIED'}: sent ${sent}, acknowledged ${entries.length}, stored ${stored}`,
        );
        say(`missing ${missing.length}, counted ${(waitedMs / 1000).toFixed(1)} s after the last PUBACK`);
        for (const { device, seq, time } of missing.slice(0, 5)) {
          say(`  missing: device ${device}, seq ${seq}, time ${new Date(time).toISOString()}`);
        }
        if (!all) fail();
      } finally {
        progress.stop();
        await ledger.close();
      }
    },
  });
}

function lastOf(recording: Recording): number {
  return recording.events.at(-1)?.at ?? 0;
}

function ms(value: number | undefined): string {
  return value === undefined ? 'never' : `${value.toFixed(1)} ms`;
}
