import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { Incident } from '../../../contracts/incident.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './checklist.module.css';
import { checklistState, type ChecklistLine } from './checklist-state.ts';
import { refusalKey } from './refusal-key.ts';
import { useIncidentCommand } from './use-incident-command.ts';

export interface ChecklistProps {
  incident: Incident;
  /** undefined while it is not known who is what to this home */
  people: readonly CalleeEntry[] | undefined;
  timeZone: string | undefined;
}

/** What must not be forgotten for this type of alarm; what the history shows by itself is ticked by itself. */
export function Checklist({ incident, people, timeZone }: ChecklistProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const lines = checklistState(incident, people);
  const done = lines.filter((line) => line.done !== undefined).length;
  const unknown = lines.some((line) => line.unknown);
  return (
    <section className={styles.card} aria-labelledby={titleId} data-testid="checklist">
      <h3 id={titleId} className={styles.title}>
        {t('checklist.title')}
        {!unknown && (
          <span className={styles.progress} data-testid="checklist-progress">
            {t('checklist.progress', { done, count: lines.length })}
          </span>
        )}
      </h3>
      <ul className={styles.list}>
        {lines.map((line) => (
          <ChecklistItemLine
            key={line.item}
            incidentId={incident.id}
            line={line}
            over={incident.state === 'resolved'}
            timeZone={timeZone}
          />
        ))}
      </ul>
    </section>
  );
}

interface ChecklistItemLineProps {
  incidentId: string;
  line: ChecklistLine;
  /** nothing can be ticked any more */
  over: boolean;
  timeZone: string | undefined;
}

/** One point with a command of its own: a second tick never waits for, or falls behind, the first. */
function ChecklistItemLine({ incidentId, line, over, timeZone }: ChecklistItemLineProps) {
  const { item, done, unknown } = line;
  const command = useIncidentCommand(incidentId);
  /** ticked, not yet recorded: who and when appear only with the record */
  const [wanted, setWanted] = useState<boolean>();
  const { error } = command;
  const { t, i18n } = useTranslation();
  const now = useNow();
  const words = (
    <span className={styles.words}>
      <span>{t(`checklist.item.${item}`)}</span>
      {unknown && <small className={styles.who}>{t('checklist.unknown')}</small>}
      {done && (
        <small className={styles.who}>
          {t('checklist.done', {
            name: done.byName,
            time: formatTime(done.at, now, i18n.language, timeZone),
          })}
        </small>
      )}
    </span>
  );
  // What was done cannot be undone by taking a tick away.
  if (over || (done && !done.ticked)) {
    return (
      <li className={styles.line} data-done={done !== undefined || undefined}>
        <span className={styles.sign}>{done && <Icon name="check" />}</span>
        {words}
      </li>
    );
  }
  return (
    <li data-done={done !== undefined || undefined}>
      <label className={styles.line}>
        <input
          type="checkbox"
          className={styles.box}
          checked={wanted ?? done !== undefined}
          onChange={(event) => {
            if (command.isPending) return;
            const ticked = event.currentTarget.checked;
            setWanted(ticked);
            command.mutate(
              { kind: 'check', item, done: ticked },
              {
                onSettled: () => {
                  setWanted(undefined);
                },
              },
            );
          }}
        />
        {words}
      </label>
      <div role="alert">
        {error && (
          <p className={styles.refused}>
            {error instanceof ApiError
              ? t(`refusal.${refusalKey(error)}`, { detail: error.message })
              : error.message}
          </p>
        )}
      </div>
    </li>
  );
}
