import { randomUUID } from 'node:crypto';
import { defineCommand } from 'citty';
import { influxAsker } from '../console/ask-influx.ts';
import { timelineReader } from '../console/read-timeline.ts';
import { timelineRange } from '../console/timeline-range.ts';
import { startPrivateInflux } from '../standalone/private-influx.ts';
import { temporaryDir } from '../tests/harness/temporary-dir.ts';
import { spreadOf } from './side-by-side/statistics.ts';

const DAY_MS = 86_400_000;
const MONTH_MS = 30 * DAY_MS;
const DEVICES = 24;
const WRITES = 5_000;

/** How long the timeline of a busy home takes: 24 devices, 3,000 readings a day, five fields each. */
async function benchTimeline(rounds: number): Promise<void> {
  const releasers: (() => unknown)[] = [];
  try {
    const { dir, remove } = await temporaryDir();
    releasers.push(remove);
    const influx = await startPrivateInflux({ dir });
    releasers.push(() => influx.stop());
    const now = Date.now();
    const homeId = randomUUID();
    const lines = month(homeId, now);
    for (let at = 0; at < lines.length; at += WRITES) {
      const answer = await fetch(`${influx.url}/write?db=anju&precision=ms`, {
        method: 'POST',
        body: lines.slice(at, at + WRITES).join('\n'),
      });
      if (!answer.ok) throw new Error(`InfluxDB refused: ${answer.status} ${await answer.text()}`);
    }
    console.log(`${lines.length} readings of ${DEVICES} devices in 30 days`);
    const read = timelineReader(influxAsker({ url: influx.url, db: 'anju', token: undefined }));
    for (const days of [1, 7, 30]) {
      const taken: number[] = [];
      let bytes = 0;
      for (let round = 0; round < rounds; round++) {
        const began = performance.now();
        bytes = JSON.stringify(
          await read(homeId, timelineRange(new Date(now - days * DAY_MS), new Date(now))),
        ).length;
        taken.push(performance.now() - began);
      }
      const { median, min, max } = spreadOf(taken);
      const spread = `${median.toFixed(0)} ms (${min.toFixed(0)}-${max.toFixed(0)})`;
      console.log(`${days} d: ${spread}, ${(bytes / 1024).toFixed(0)} KiB`);
    }
  } finally {
    for (const release of releasers.reverse()) await release();
  }
}

/** Line protocol, ms: half of the devices are doors, half are motion sensors; each speaks every 12 minutes. */
function month(homeId: string, now: number): string[] {
  const lines: string[] = [];
  for (let device = 0; device < DEVICES; device++) {
    const key = `reading,home=${homeId},device=${randomUUID()}`;
    let n = device;
    for (let at = now - MONTH_MS + device * 20_000; at < now; at += 12 * 60_000, n++) {
      const said = device % 2 === 0 ? `contact:b=${n % 3 > 0}` : `occupancy:b=${n % 2 > 0}`;
      lines.push(
        `${key} ${said},battery=${100 - (n % 60)},linkquality=${60 + (n % 90)},voltage=3000,seq=${n} ${at}`,
      );
    }
  }
  return lines;
}

export const timelineCommand = defineCommand({
  meta: { name: 'timeline', description: 'The timeline of a busy home over a day, a week and a month' },
  args: { rounds: { type: 'string', default: '7', description: 'how often each is asked for' } },
  run: ({ args }) => benchTimeline(Number(args.rounds)),
});
