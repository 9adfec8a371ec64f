import { request } from './request.ts';
import type { Page } from './shapes.ts';

/** A list that is wanted whole, however many pages it has. @param path behind /api/v1, with its query */
export async function readAll<T>(path: string, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor = '';
  do {
    const page = await request<Page<T>>(
      `${path}${path.includes('?') ? '&' : '?'}limit=1000${cursor && `&cursor=${cursor}`}`,
      { signal },
    );
    items.push(...page.items);
    cursor = page.nextCursor ?? '';
  } while (cursor !== '');
  return items;
}
