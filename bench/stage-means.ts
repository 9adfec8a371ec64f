const STAGES = ['to_queue', 'in_queue', 'transaction', 'publish', 'total'] as const;

/** Mean time of an alarm in each stage so far, ms, from the broker's clock on; from alerting's own metrics. */
export async function stageMeans(alertingUrl: string): Promise<Record<(typeof STAGES)[number], number>> {
  const text = await (await fetch(`${alertingUrl}/metrics`)).text();
  const value = (name: string, stage: string) =>
    Number(new RegExp(`^anju_alarm_stage_seconds_${name}\\{stage="${stage}"\\} (\\S+)`, 'm').exec(text)?.[1]);
  const mean = (stage: string) => +((1_000 * value('sum', stage)) / value('count', stage)).toFixed(1);
  return Object.fromEntries(STAGES.map((stage) => [stage, mean(stage)])) as Record<
    (typeof STAGES)[number],
    number
  >;
}
