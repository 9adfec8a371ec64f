import { useTranslation } from 'react-i18next';
import {
  RESPONSE_TARGETS,
  targetHeld,
  type Counted,
  type ResponseGroup,
} from '../../../contracts/statistics.ts';
import { formatElapsed } from '../format/format-elapsed.ts';
import { formatShare, shareOf } from './format-share.ts';
import styles from './figures.module.css';
import { TableFrame } from './table-frame.tsx';
import { Verdict } from './verdict.tsx';

export interface ResponseTableProps {
  caption: string;
  /** heading of the first column */
  what: string;
  groups: readonly ResponseGroup[];
  nameOf: (group: ResponseGroup) => string;
}

/** Groups of calls against both targets. */
export function ResponseTable({ caption, what, groups, nameOf }: ResponseTableProps) {
  const { t } = useTranslation();
  const time = (ms: number | undefined) => (ms === undefined ? '–' : formatElapsed(ms));
  return (
    <TableFrame caption={caption}>
      <thead>
        <tr>
          <th scope="col">{what}</th>
          <th scope="col" className={styles.number}>
            {t('supervisor.calls')}
          </th>
          <th scope="col">{t('supervisor.within60')}</th>
          <th scope="col">{t('supervisor.within180')}</th>
          <th scope="col" className={styles.number}>
            {t('supervisor.p50')}
          </th>
          <th scope="col" className={styles.number}>
            {t('supervisor.p95')}
          </th>
          <th scope="col" className={styles.number}>
            {t('supervisor.max')}
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.key}>
            <th scope="row">{nameOf(group)}</th>
            <td className={styles.number}>{group.calls}</td>
            <Share counted={group.within60} target={RESPONSE_TARGETS[0].share} />
            <Share counted={group.within180} target={RESPONSE_TARGETS[1].share} />
            <td className={styles.number}>{time(group.p50Ms)}</td>
            <td className={styles.number}>{time(group.p95Ms)}</td>
            <td className={styles.number}>{time(group.maxMs)}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function Share({ counted, target }: { counted: Counted; target: number }) {
  const { i18n } = useTranslation();
  const share = shareOf(counted);
  return (
    <td>
      <span className={styles.share}>
        {share !== undefined && <span className={styles.percent}>{formatShare(share, i18n.language)}</span>}
        <Verdict held={targetHeld(counted, target)} />
      </span>
    </td>
  );
}
