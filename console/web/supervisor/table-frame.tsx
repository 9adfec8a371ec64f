import type { ReactNode } from 'react';
import styles from './figures.module.css';

export interface TableFrameProps {
  /** what the table is, for who cannot see it */
  caption: string;
  /** `thead` and `tbody` */
  children: ReactNode;
}

/** A table of figures that is wider than a phone: it scrolls by itself, with the keyboard too. */
export function TableFrame({ caption, children }: TableFrameProps) {
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        {children}
      </table>
    </div>
  );
}
