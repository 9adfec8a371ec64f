/**
 * Whether the focus is where people write, choose or answer a dialog: letters belong to that, and nothing jumps away.
 * A box to tick takes no letters: whoever has just ticked one goes on by keyboard.
 */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role="dialog"]') !==
    null
  );
}
