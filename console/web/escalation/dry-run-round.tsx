import { useTranslation } from 'react-i18next';
import type { EscalationPreview } from '../api/shapes.ts';
import { useCodeWord } from '../calls/use-code-word.ts';
import { usePersonWord } from '../calls/use-person-word.ts';
import { formatTime } from '../format/format-time.ts';
import { useDuration } from '../format/use-duration.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './dry-run.module.css';
import type { FoldedRound } from './fold-rounds.ts';

type Call = EscalationPreview['rounds'][number]['calls'][number];

export interface DryRunRoundProps {
  folded: FoldedRound;
  /** when the alarm of the dry run comes, epoch ms */
  alarmAt: number;
  timeZone: string | undefined;
}

/** One round: when, and who by what. */
export function DryRunRound({ folded: { round, again }, alarmAt, timeZone }: DryRunRoundProps) {
  const { t } = useTranslation();
  const say = useDuration();
  const person = usePersonWord();
  const code = useCodeWord();
  return (
    <li className={styles.round}>
      <p className={styles.when}>
        <strong>
          {round.after === 0 ? t('dryRun.atOnce') : t('dryRun.after', { time: say(round.after * 1000) })}
        </strong>
        {again.length > 0 && (
          <span>
            {t('dryRun.again', { times: again.map((after) => say(after * 1000)).join(t('dryRun.comma')) })}
          </span>
        )}
      </p>
      <ul className={styles.people}>
        {byPerson(round.calls).map(([first, calls]) => (
          <li key={first.recipient.id}>
            <span>
              {first.recipient.name} <span className={styles.dim}>{person(first.recipient)}</span>
            </span>
            <span className={styles.ways}>
              {calls.map((call) => (
                <Way
                  key={call.channel}
                  call={call}
                  roundAt={alarmAt + round.after * 1000}
                  timeZone={timeZone}
                />
              ))}
            </span>
          </li>
        ))}
        {round.unreachable.map(({ recipient, code: why, reason }) => (
          <li key={recipient.id} className={styles.unreachable}>
            <span>
              <Icon name="warning" size={16} /> {recipient.name}{' '}
              <span className={styles.dim}>{person(recipient)}</span>
            </span>
            <span>{t('dryRun.unreachable', { why: code(why) ?? reason })}</span>
          </li>
        ))}
        {round.calls.length + round.unreachable.length === 0 && <li>{t('dryRun.nobody')}</li>}
      </ul>
    </li>
  );
}

/** `Phone call 138****1111, else text message`; when it waits for the end of quiet hours, until when. */
function Way({ call, roundAt, timeZone }: { call: Call; roundAt: number; timeZone: string | undefined }) {
  const { t, i18n } = useTranslation();
  const at = Date.parse(call.at);
  return (
    <span>
      {t(`calls.channel.${call.channel}`)}
      {call.address !== undefined && <span className={styles.address}> {call.address}</span>}
      {call.fallbacks.length > 0 &&
        t('dryRun.else', {
          channels: call.fallbacks.map((channel) => t(`calls.channel.${channel}`)).join(t('dryRun.comma')),
        })}
      {at > roundAt + 1000 &&
        t('dryRun.notBefore', { time: formatTime(at, roundAt, i18n.language, timeZone) })}
    </span>
  );
}

function byPerson(calls: readonly Call[]): [Call, Call[]][] {
  const people = new Map<string, Call[]>();
  for (const call of calls) {
    people.set(call.recipient.id, [...(people.get(call.recipient.id) ?? []), call]);
  }
  return [...people.values()].flatMap((own) => (own[0] ? [[own[0], own] as [Call, Call[]]] : []));
}
