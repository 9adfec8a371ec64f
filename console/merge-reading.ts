/** One thing a device said: `time` (RFC 3339, ms), `deviceId`, and its properties under their plain names. */
export type Reading = { time: string; deviceId: string } & Record<string, string | number | boolean>;

/** What is ours in a reading; a property of such a name cannot hide it. */
const OURS = new Set(['time', 'home', 'device', 'deviceId']);

/**
 * How to turn a row of InfluxDB into a reading. Field names carry their type (`contact:b`, `state:s`;
 * docs/decisions/0007); the ending is taken off again.
 * @param columns of the answer, `time` and the tags `home` and `device` among them
 */
export function mergeReading(columns: readonly string[]): (row: readonly unknown[]) => Reading {
  const timeAt = columns.indexOf('time');
  const deviceAt = columns.indexOf('device');
  const fields = columns.flatMap((column, at) => {
    const name = column.replace(/:[bs]$/, '');
    return OURS.has(column) || OURS.has(name) ? [] : [{ name, at }];
  });
  return (row) => {
    const reading: Reading = { time: toMilliseconds(String(row[timeAt])), deviceId: String(row[deviceAt]) };
    for (const { name, at } of fields) {
      const value = row[at];
      if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') {
        reading[name] = value;
      }
    }
    return reading;
  };
}

/** `2026-01-31T08:00:00.123456789Z` → `2026-01-31T08:00:00.123Z`; cut, not rounded. */
function toMilliseconds(time: string): string {
  const [seconds = time, fraction = ''] = time.slice(0, -1).split('.');
  return `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}
