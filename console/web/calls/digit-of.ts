/** What of a key press counts. */
export type DigitPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat' | 'isComposing'
>;

/** The digit 1 to 9 that a key press means, if any: alone, once, and not while an input method composes. */
export function digitOf(press: DigitPress): number | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat || press.isComposing) return undefined;
  return /^[1-9]$/.test(press.key) ? Number(press.key) : undefined;
}
