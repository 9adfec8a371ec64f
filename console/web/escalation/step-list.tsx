import { useTranslation } from 'react-i18next';
import type { Step } from '../../../contracts/policy.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './policy.module.css';
import { useTargetWord } from './use-target-word.ts';

export interface StepListProps {
  steps: readonly Step[];
  webhooks: readonly { id: string; name: string }[];
}

/** Steps to be read: when, whom, by what, and how often again. */
export function StepList({ steps, webhooks }: StepListProps) {
  const { t } = useTranslation();
  const say = useDuration();
  const who = useTargetWord(webhooks);
  return (
    <ol className={styles.read}>
      {[...steps]
        .sort((a, b) => a.after - b.after)
        .map((step, index) => (
          // Steps have no name of their own, and this list is only read.
          <li key={index}>
            <strong>
              {step.after === 0 ? t('dryRun.atOnce') : t('dryRun.after', { time: say(step.after * 1000) })}
            </strong>
            <span>
              {step.targets.map(who).join(t('dryRun.comma'))}
              <span className={styles.dim}>
                {' · '}
                {step.channels.map((channel) => t(`calls.channel.${channel}`)).join(t('policy.then'))}
              </span>
            </span>
            <span className={styles.dim}>
              {step.repeat === undefined
                ? t('policy.once')
                : step.repeat.times === undefined
                  ? t('policy.untilAccepted', { time: say(step.repeat.every * 1000) })
                  : t('policy.someTimes', { time: say(step.repeat.every * 1000), count: step.repeat.times })}
            </span>
          </li>
        ))}
    </ol>
  );
}
