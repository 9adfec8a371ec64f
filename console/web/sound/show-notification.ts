/** Only the kind and the area: a notification may be seen by anyone who walks past (PIPL). */
export interface DesktopNotice {
  title: string;
  body: string;
  /** the same tag replaces an earlier one */
  tag: string;
  onClick: () => void;
}

/** Shows a desktop notification where the person has allowed it and does not look at the page anyway. */
export function showNotification(notice: DesktopNotice): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden) return;
  try {
    const shown = new Notification(notice.title, {
      body: notice.body,
      tag: notice.tag,
      requireInteraction: true,
      silent: true,
    });
    shown.onclick = () => {
      window.focus();
      notice.onClick();
      shown.close();
    };
  } catch {
    // Android's browsers know the permission but not the constructor; screen and sound remain.
  }
}
