import styles from './wall.module.css';

/** A figure and its word. @param count undefined: not known yet */
export function WallCount({ word, count }: { word: string; count: number | undefined }) {
  return (
    <p className={styles.count}>
      <strong>{count ?? '–'}</strong>
      <span>{word}</span>
    </p>
  );
}
