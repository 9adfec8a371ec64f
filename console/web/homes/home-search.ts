export const HOME_TABS = ['overview', 'readings', 'devices', 'people', 'history'] as const;
export type HomeTab = (typeof HOME_TABS)[number];

/** Which part of a home's page an address opens (`?tab=readings`); the overview for what is none. */
export function homeSearch(search: Record<string, unknown>): { tab?: HomeTab } {
  const tab = HOME_TABS.find((name) => name === search['tab']);
  return tab && tab !== 'overview' ? { tab } : {};
}
