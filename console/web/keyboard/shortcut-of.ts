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
  f: 'filter',
  '?': 'help',
} as const;
/** With the shift key: what must not happen by a slip of the finger. */
export const SHIFTED = { a: 'showAll' } as const;
export type Shortcut = (typeof SHORTCUTS)[keyof typeof SHORTCUTS] | (typeof SHIFTED)[keyof typeof SHIFTED];

/** What of a key press counts. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  /** held, which caps lock is not */
  shiftKey: boolean;
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

function isShifted(key: string): key is keyof typeof SHIFTED {
  return Object.hasOwn(SHIFTED, key);
}

/** The shortcut a key press means, if any. Nothing fires while someone writes (WCAG 2.1.4). */
export function shortcutOf(press: KeyPress): Shortcut | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
  if (press.repeat || press.isComposing || press.inField) return undefined;
  const key = press.key.toLowerCase();
  if (press.shiftKey && key !== key.toUpperCase()) return isShifted(key) ? SHIFTED[key] : undefined;
  return isShortcutKey(key) ? SHORTCUTS[key] : undefined;
}
