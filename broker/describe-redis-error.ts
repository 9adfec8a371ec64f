const NEEDS_A_PERSON: Record<string, string> = {
  OOM: 'Redis has reached its maxmemory: give it more, or find out why ingest does not work the log off.',
  MISCONF: 'Redis cannot write to its disk: look at free space and at the log of Redis.',
  NOAUTH: 'Redis asks for a password: put it into REDIS_URL.',
  WRONGPASS: 'Redis refuses the password of REDIS_URL: correct it.',
  NOPERM: 'The Redis user of REDIS_URL may not write streams: allow it XADD and SET.',
  WRONGTYPE: 'A key of the uplink log holds something else: another program uses the same Redis.',
  NOREPLICAS: 'Redis has too few replicas to accept writes: bring them back.',
};

/** Whether an error of Redis heals by itself (it starts, fails over, reconnects), and what to do if not. */
export function describeRedisError(error: Error): { needsPerson: boolean; remedy: string } {
  const code = /^[A-Z]+/.exec(error.message)?.[0] ?? '';
  const remedy = NEEDS_A_PERSON[code];
  if (remedy !== undefined) return { needsPerson: true, remedy };
  return { needsPerson: false, remedy: 'Nothing, if Redis comes back within seconds; else start it.' };
}
