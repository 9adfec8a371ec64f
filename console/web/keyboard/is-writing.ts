/** Whether the focus is where people write, choose or answer a dialog: letters belong to that, and nothing jumps away. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;
}
