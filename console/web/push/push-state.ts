/** What can be done about push messages on this device, as far as the browser and the platform say. */
export type PushState =
  /** the browser has none: old, a private window, or a page without https */
  | 'unsupported'
  /** the platform has no VAPID key */
  | 'not_configured'
  | 'denied'
  | 'off'
  | 'on';

/** @param key the platform's VAPID key; null when it has none */
export function pushState(facts: {
  supported: boolean;
  key: string | null;
  permission: NotificationPermission;
  subscribed: boolean;
}): PushState {
  if (facts.key === null) return 'not_configured';
  if (!facts.supported) return 'unsupported';
  if (facts.permission === 'denied') return 'denied';
  return facts.subscribed && facts.permission === 'granted' ? 'on' : 'off';
}
