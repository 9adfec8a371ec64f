import { useMemo } from 'react';
import { useQueueFact } from './use-queue.ts';
import type { Queue } from './order-incidents.ts';

/** The areas in which something is open, by name. */
export function useAreasOpen(): { id: string; name: string }[] {
  const told = useQueueFact(tellAreas);
  return useMemo(() => JSON.parse(told) as { id: string; name: string }[], [told]);
}

/** As text, so that two queues with the same areas are the same fact. */
function tellAreas({ calling, technical }: Queue): string {
  const areas = new Map<string, string>();
  for (const { areaId, areaName } of calling) areas.set(areaId, areaName);
  for (const { areaId, areaName } of technical) areas.set(areaId, areaName);
  const sorted = [...areas].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
  return JSON.stringify(sorted);
}
