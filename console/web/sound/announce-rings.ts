import type { TFunction } from 'i18next';
import type { LiveState } from '../live/live-state.ts';
import type { DesktopNotice } from './show-notification.ts';

/** The tag of the one notification that stands for many. */
export const MANY_TAG = 'many';
/** After a power cut a desktop full of notifications hides what it should show. */
const MANY = 4;

export interface RingNotices {
  desktop: DesktopNotice[];
  /** for screen readers */
  spoken: string | undefined;
}

/** What is said of alarms that have begun to ring: each by itself, or how many there are. */
export function announceRings(
  ids: readonly string[],
  entries: LiveState['entries'],
  t: TFunction,
  open: (id: string) => void,
): RingNotices {
  const incidents = ids.flatMap((id) => entries.get(id)?.incident ?? []);
  const first = incidents[0];
  if (first === undefined) return { desktop: [], spoken: undefined };
  if (incidents.length >= MANY) {
    const title = t('sound.notificationMany', { count: incidents.length });
    const onClick = () => {
      open(first.id);
    };
    return { desktop: [{ title, body: first.areaName, tag: MANY_TAG, onClick }], spoken: title };
  }
  const desktop = incidents.map(({ id, priority, type, areaName }) => ({
    title: t('sound.notificationTitle', { priority: t(`priority.${priority}`), type: t(`type.${type}`) }),
    body: areaName,
    tag: id,
    onClick: () => {
      open(id);
    },
  }));
  const spoken = incidents.map(({ residents, address }, n) =>
    [desktop[n]?.title, residents.join(', '), address].join('. '),
  );
  return { desktop, spoken: spoken.join(' ') };
}
