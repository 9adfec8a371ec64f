import type { ReactNode } from 'react';
import styles from './admin-page.module.css';

/** The frame of each of these pages: what it is, in a sentence what it is for, and the rest. */
export function AdminPage({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.hint}>{hint}</p>
      </div>
      {children}
    </main>
  );
}
