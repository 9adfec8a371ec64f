const KEY = 'anju.shortcuts';

/** Single letters can be turned off: speech input types them by accident (WCAG 2.1.4). */
export function shortcutsEnabled(): boolean {
  return localStorage.getItem(KEY) !== 'off';
}

export function enableShortcuts(on: boolean): void {
  localStorage.setItem(KEY, on ? 'on' : 'off');
}
