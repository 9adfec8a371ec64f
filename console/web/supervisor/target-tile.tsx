import { useTranslation } from 'react-i18next';
import { targetHeld, type Counted } from '../../../contracts/statistics.ts';
import { formatShare, shareOf } from './format-share.ts';
import styles from './target-tile.module.css';
import { Verdict } from './verdict.tsx';

export interface TargetTileProps {
  title: string;
  counted: Counted;
  /** the part that has to be met; absent: a figure without a target */
  target?: number;
}

/** One figure that decides, against its target. */
export function TargetTile({ title, counted, target }: TargetTileProps) {
  const { t, i18n } = useTranslation();
  const share = shareOf(counted);
  const held = target === undefined ? undefined : targetHeld(counted, target);
  return (
    <div className={styles.tile} role="group" aria-label={title}>
      <p className={styles.title}>{title}</p>
      <p className={styles.figure}>{share === undefined ? '–' : formatShare(share, i18n.language)}</p>
      {(target !== undefined || share === undefined) && <Verdict held={held} />}
      <p className={styles.small}>
        {share !== undefined && t('supervisor.ofAll', { met: counted.met, of: counted.of })}
        {share !== undefined && target !== undefined && ' · '}
        {target !== undefined && t('supervisor.target', { share: formatShare(target, i18n.language) })}
      </p>
    </div>
  );
}
