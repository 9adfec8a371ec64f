import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { useNow } from '../clock/use-now.ts';
import { formatElapsed } from '../format/format-elapsed.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { useUser } from '../session/session-context.ts';
import { Icon } from '../shell/icon.tsx';
import { ActionButton } from './action-button.tsx';
import styles from './action-bar.module.css';
import { chooseActions, type Action } from './choose-actions.ts';
import { NoteForm } from './note-form.tsx';
import { ResolveForm } from './resolve-form.tsx';
import { ActionOutcome } from './action-outcome.tsx';
import { LeaseStrip } from './lease-strip.tsx';
import { useSettled } from './use-settled.ts';
import { useIncidentCommand } from './use-incident-command.ts';
import { BigButton } from '../shell/big-button.tsx';

/** The one next step, large; what else is possible, calm; and what became of the last one, in a sentence. */
export function ActionBar({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const user = useUser();
  const now = useNow();
  const command = useIncidentCommand(incident.id);
  const [form, setForm] = useState<'none' | 'resolve' | 'note'>('none');
  const choice = chooseActions(incident, user, now);
  const settled = useSettled(choice.primary);

  const open = (which: typeof form) => {
    command.reset();
    setForm(which);
  };
  const may = (action: Action) =>
    choice.primary === action ||
    choice.secondary.includes(action) ||
    (action === 'acknowledge' && choice.canRenew);
  function act(action: Action): void {
    // The live update may be here before the answer: then the next step is possible, the same one is not.
    if (!may(action) || (command.isPending && command.variables.kind === action)) return;
    if (action === 'resolve') return open('resolve');
    // Keeping it longer is no reason to lose what one is writing.
    if (action !== 'acknowledge') setForm('none');
    command.mutate({ kind: action });
  }

  /** A letter names its step; a big button is where the last step was. */
  function click(action: Action): void {
    if (settled()) act(action);
  }

  useShortcuts({
    acknowledge: () => {
      act('acknowledge');
    },
    dispatch: () => {
      act('dispatch');
    },
    arrive: () => {
      act('arrive');
    },
    resolve: () => {
      act('resolve');
    },
    release: () => {
      act('release');
    },
    note: () => {
      if (choice.canNote) open('note');
    },
  });

  const leaseLeft = incident.acknowledgement
    ? formatElapsed(Date.parse(incident.acknowledgement.leaseUntil) - now)
    : '';
  const family = user.roles.every((role) => role === 'family');
  return (
    <section className={styles.bar} aria-label={t('action.next')} data-form={form}>
      {choice.heldBy !== undefined && (
        <p className={styles.held}>
          <Icon name="person" /> {t('action.held', { name: choice.heldBy, time: leaseLeft })}
        </p>
      )}
      {family && incident.state !== 'resolved' && <p className={styles.held}>{t('action.readOnly')}</p>}
      {form === 'none' && (choice.canNote || choice.primary) && (
        <div className={styles.buttons}>
          {choice.primary && (
            <ActionButton
              action={choice.primary}
              choice={choice}
              primary
              busy={command.isPending}
              onAct={click}
            />
          )}
          <div className={styles.secondary}>
            {choice.secondary.map((action) => (
              <ActionButton
                key={action}
                action={action}
                choice={choice}
                busy={command.isPending}
                onAct={click}
              />
            ))}
            {choice.canNote && (
              <BigButton
                shortcut="N"
                onClick={() => {
                  open('note');
                }}
              >
                {t('action.note')}
              </BigButton>
            )}
          </div>
        </div>
      )}
      {form === 'resolve' && (
        <ResolveForm
          incident={incident}
          busy={command.isPending}
          onCancel={() => {
            setForm('none');
          }}
          onResolve={(resolution) => {
            command.mutate(
              { kind: 'resolve', ...resolution },
              {
                onSuccess: () => {
                  setForm('none');
                },
              },
            );
          }}
        />
      )}
      {form === 'note' && (
        <NoteForm
          busy={command.isPending}
          onCancel={() => {
            setForm('none');
          }}
          onSave={(text) => {
            command.mutate(
              { kind: 'note', text },
              {
                onSuccess: () => {
                  setForm('none');
                },
              },
            );
          }}
        />
      )}
      {choice.canRenew && incident.acknowledgement && (
        <LeaseStrip
          held={incident.acknowledgement}
          busy={command.isPending}
          onKeep={() => {
            act('acknowledge');
          }}
        />
      )}
      <ActionOutcome incident={incident} command={command} />
    </section>
  );
}
