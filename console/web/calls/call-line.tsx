import { useTranslation } from 'react-i18next';
import type { Notification } from '../../../contracts/notification.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { Icon, type IconName } from '../shell/icon.tsx';
import styles from './call-list.module.css';
import { useCallWords } from './use-call-words.ts';

const ICONS: Record<Notification['state'], IconName> = {
  queued: 'clock',
  sending: 'clock',
  sent: 'forward',
  delivered: 'check',
  answered: 'check',
  failed: 'cross',
  cancelled: 'cross',
};

/** One thing that one person was told: by what, when, and how it went. */
export function CallLine({ call, timeZone }: { call: Notification; timeZone: string | undefined }) {
  const { t, i18n } = useTranslation();
  const { state, detail } = useCallWords(call);
  const at = call.sentAt ?? call.createdAt;
  return (
    <li className={styles.call} data-state={call.state}>
      <Icon name={ICONS[call.state]} size={16} />
      <span>
        {t(`calls.channel.${call.channel}`)}
        {call.purpose !== 'alarm' && `, ${t(`calls.purpose.${call.purpose}`)}`}
      </span>
      <span className={styles.state}>
        {state}
        {detail !== undefined && `: ${detail}`}
        {call.attempts > 1 && ` ${t('calls.attempts', { count: call.attempts })}`}
      </span>
      <time dateTime={at} className={styles.time}>
        {formatTime(Date.parse(at), useNow(), i18n.language, timeZone)}
      </time>
    </li>
  );
}
