/** Only the kind and the area: a notification may be seen by anyone who walks past (PIPL). */
export interface DesktopNotice {
  title: string;
  body: string;
  /** the same tag replaces an earlier one */
  tag: string;
  onClick: () => void;
}

const shown = new Map<string, Notification>();

/** Shows a desktop notification where the person has allowed it and does not look at the page anyway. */
export function showNotification(notice: DesktopNotice): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden) return;
  try {
    const notification = new Notification(notice.title, {
      body: notice.body,
      tag: notice.tag,
      requireInteraction: true,
      silent: true,
    });
    shown.set(notice.tag, notification);
    notification.onclick = () => {
      window.focus();
      notice.onClick();
      notification.close();
    };
    notification.onclose = () => {
      if (shown.get(notice.tag) === notification) shown.delete(notice.tag);
    };
  } catch {
    // Android's browsers know the permission but not the constructor; screen and sound remain.
  }
}

/** Takes away what somebody has acknowledged meanwhile: a notification that stays would be believed. */
export function closeNotifications(isOver: (tag: string) => boolean): void {
  for (const [tag, notification] of shown) {
    if (!isOver(tag)) continue;
    shown.delete(tag);
    notification.close();
  }
}
