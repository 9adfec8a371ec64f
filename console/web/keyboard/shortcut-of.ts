export const SHORTCUTS = {
  a: 'acknowledge',
  d: 'dispatch',
  t: 'arrive',
  r: 'resolve',
  n: 'note',
  l: 'release',
  y: 'reached',
  o: 'no_answer',
  x: 'refused',
  w: 'wrong_number',
  j: 'next',
  k: 'previous',
  m: 'silence',
  '?': 'help',
} as const;
export type Shortcut = (typeof SHORTCUTS)[keyof typeof SHORTCUTS];

/** What of a key press counts. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  /** held down: one press is one acknowledgement, never ten */
  repeat: boolean;
  /** an input method is composing Chinese */
  isComposing: boolean;
  /** the focus is where people write or choose */
  inField: boolean;
}

function isShortcutKey(key: string): key is keyof typeof SHORTCUTS {
  return Object.hasOwn(SHORTCUTS, key);
}

/** The shortcut a key press means, if any. Nothing fires while someone writes (WCAG 2.1.4). */
export function shortcutOf(press: KeyPress): Shortcut | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
  if (press.repeat || press.isComposing || press.inField) return undefined;
  const key = press.key.toLowerCase();
  return isShortcutKey(key) ? SHORTCUTS[key] : undefined;
}
