import type { ReactNode } from 'react';
import styles from './big-button.module.css';

export interface BigButtonProps {
  children: ReactNode;
  kind?: 'primary' | 'quiet';
  type?: 'button' | 'submit';
  /** under the label, small: what pressing it means */
  hint?: string | undefined;
  /** the single-letter shortcut */
  shortcut?: string | undefined;
  busy?: boolean;
  /** can be focused and read, but does nothing */
  inert?: boolean;
  pressed?: boolean;
  title?: string;
  onClick?: () => void;
}

/** The console's button: at least 48 px high, no saturated colour, keeps the focus while it is busy. */
export function BigButton(props: BigButtonProps) {
  const {
    children,
    kind = 'quiet',
    type = 'button',
    hint,
    shortcut,
    busy,
    inert,
    pressed,
    title,
    onClick,
  } = props;
  const still = busy === true || inert === true;
  return (
    <button
      type={type}
      className={styles.button}
      data-kind={kind}
      aria-disabled={still || undefined}
      aria-keyshortcuts={shortcut}
      aria-pressed={pressed}
      title={title}
      onClick={(event) => {
        if (still) event.preventDefault();
        else onClick?.();
      }}
    >
      <span className={styles.label}>{children}</span>
      {shortcut !== undefined && (
        <kbd className={styles.key} aria-hidden="true">
          {shortcut}
        </kbd>
      )}
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
    </button>
  );
}
