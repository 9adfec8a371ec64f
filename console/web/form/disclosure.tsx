import type { ReactNode } from 'react';
import styles from './form.module.css';

/** Something that is seldom wanted, behind its title. */
export function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={styles.disclosure}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
