/** How many readings InfluxDB itself counts in a measurement; every reading has a `seq`. */
export async function influxCount(url: string, db: string, measurement = 'reading'): Promise<number> {
  const query = new URLSearchParams({ db, q: `select count(seq) from ${measurement}` });
  const answer = await fetch(`${url}/query?${query.toString()}`);
  if (!answer.ok) throw new Error(`InfluxDB cannot count: ${answer.status} ${await answer.text()}`);
  const { results } = (await answer.json()) as { results: { series?: { values: [unknown, number][] }[] }[] };
  return results[0]?.series?.[0]?.values[0]?.[1] ?? 0;
}
