import type { HomeState, MappedHome } from '../../../contracts/home-state.ts';

/**
 * What has been heard of homes since their list was read, put into the list.
 * @returns the list itself when nothing in it has changed
 */
export function applyHomeStates(homes: MappedHome[], heard: ReadonlyMap<string, HomeState>): MappedHome[] {
  let changed = false;
  const next = homes.map((home) => {
    const news = heard.get(home.id);
    if (news === undefined) return home;
    changed = true;
    return { ...home, state: news.state, reasons: news.reasons, since: news.since, areaId: news.areaId };
  });
  return changed ? next : homes;
}
