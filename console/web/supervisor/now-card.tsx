import type { ReactNode } from 'react';
import styles from './supervisor.module.css';

export interface NowCardProps {
  title: string;
  /** undefined: not known */
  figure: number | undefined;
  /** somebody has to look at it */
  loud?: boolean;
  children: ReactNode;
}

/** One figure of now, and what it is made of. */
export function NowCard({ title, figure, loud = false, children }: NowCardProps) {
  return (
    <div className={styles.card} data-loud={loud || undefined}>
      <h3 className={styles.cardTitle}>{title}</h3>
      <p className={styles.cardFigure}>{figure ?? '–'}</p>
      {children}
    </div>
  );
}
