import type { ReactNode } from 'react';
import styles from './palette.module.css';

/** A line of the palette. The focus stays in the field, so that whoever looks can go on typing. */
export function PaletteItem({
  id,
  active,
  shortcut,
  onChoose,
  children,
}: {
  id: string;
  active: boolean;
  shortcut: string | undefined;
  onChoose: () => void;
  children: ReactNode;
}) {
  return (
    // The keyboard is the field's (aria-activedescendant): an option has none of its own.
    <div id={id} role="option" aria-selected={active} className={styles.item} onClick={onChoose}>
      <span className={styles.what}>{children}</span>
      {shortcut !== undefined && (
        <kbd className={styles.key} aria-hidden="true">
          {shortcut}
        </kbd>
      )}
    </div>
  );
}
