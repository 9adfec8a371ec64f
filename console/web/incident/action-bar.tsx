import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { Incident } from '../../../contracts/incident.ts';
import type { Callables } from '../calls/use-people-to-call.ts';
import { useNow } from '../clock/use-now.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { useUser } from '../session/session-context.ts';
import { usePaletteActions } from '../palette/use-palette-actions.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ActionButton } from './action-button.tsx';
import styles from './action-bar.module.css';
import { ActionOutcome } from './action-outcome.tsx';
import { chooseActions, type Action } from './choose-actions.ts';
import { LeaseStrip } from './lease-strip.tsx';
import type { NextAction } from './next-action.ts';
import { NextStep } from './next-step.tsx';
import { useIncidentCommand, type Command } from './use-incident-command.ts';
import { useSettled } from './use-settled.ts';
import { WorkForms } from './work-forms.tsx';
import { NO_FORM, type WorkForm } from './work-form.ts';

export interface ActionBarProps {
  incident: Incident;
  next: NextAction;
  callables: Callables;
  form: WorkForm;
  onForm: (form: WorkForm | ((open: WorkForm) => WorkForm)) => void;
  onCall: (person: CalleeEntry) => void;
}

/** The one next step, large; what else is possible, calm; and what became of the last one, in a sentence. */
export function ActionBar({ incident, next, callables, form, onForm, onCall }: ActionBarProps) {
  const { t } = useTranslation();
  const user = useUser();
  const now = useNow();
  const command = useIncidentCommand(incident.id);
  const choice = chooseActions(incident, user, now);
  const settled = useSettled(next.kind);
  const primary = actionOf(next);
  const proposed = next.kind === 'dispatch' ? next.to : undefined;

  const open = (which: WorkForm) => {
    command.reset();
    onForm(which);
  };
  const possible = choice.primary ? [choice.primary, ...choice.secondary] : choice.secondary;
  const may = (action: Action) => possible.includes(action) || (action === 'acknowledge' && choice.canRenew);
  function act(action: Action): void {
    // The live update may be here before the answer: then the next step is possible, the same one is not.
    if (!may(action) || (command.isPending && command.variables.kind === action)) return;
    if (action === 'resolve') return open({ kind: 'resolve' });
    if (action === 'dispatch') return open({ kind: 'dispatch', to: proposed });
    // Keeping it longer is no reason to lose what one is writing.
    if (action !== 'acknowledge') onForm(NO_FORM);
    command.mutate({ kind: action });
  }

  /** A letter names its step; a big button is where the last step was. */
  function click(action: Action): void {
    if (settled()) act(action);
  }

  function carryOut(what: Command): void {
    command.mutate(what, {
      onSuccess: () => {
        // Another form may have been opened in the meantime: only the one that was sent is done.
        onForm((now) => (now.kind === what.kind ? NO_FORM : now));
      },
    });
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
      if (choice.canNote) open({ kind: 'note' });
    },
  });
  usePaletteActions([
    ...possible.map((action) => ({
      id: action,
      group: 'incident' as const,
      label: t(`keys.${action}`),
      run: () => {
        act(action);
      },
    })),
    ...(choice.canNote
      ? [
          {
            id: 'note',
            group: 'incident' as const,
            label: t('keys.note'),
            shortcut: 'N',
            run: () => {
              open({ kind: 'note' });
            },
          },
        ]
      : []),
  ]);

  const close = () => {
    onForm(NO_FORM);
  };
  return (
    <section className={styles.bar} aria-label={t('action.next')} data-form={form.kind}>
      {form.kind === 'none' ? (
        <div className={styles.buttons} data-next={next.kind} data-testid="next-action">
          <NextStep
            next={next}
            choice={choice}
            people={callables.people}
            busy={command.isPending}
            onAct={click}
            onCall={(person) => {
              if (settled()) onCall(person);
            }}
            onCheck={(item) => {
              if (settled()) command.mutate({ kind: 'check', item, done: true });
            }}
          />
          <div className={styles.secondary}>
            {possible
              .filter((action) => action !== primary)
              .map((action) => (
                <ActionButton
                  key={action}
                  action={action}
                  again={action === 'dispatch' && incident.state !== 'acknowledged'}
                  choice={choice}
                  busy={command.isPending}
                  onAct={click}
                />
              ))}
            {choice.canNote && (
              <BigButton
                shortcut="N"
                onClick={() => {
                  open({ kind: 'note' });
                }}
              >
                {t('action.note')}
              </BigButton>
            )}
          </div>
        </div>
      ) : (
        <WorkForms
          form={form}
          incident={incident}
          callables={callables}
          busy={command.isPending}
          onSend={carryOut}
          onCancel={close}
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

/** The action that the big button stands for: it is not offered a second time beside it. */
function actionOf(next: NextAction): Action | undefined {
  switch (next.kind) {
    case 'acknowledge':
    case 'dispatch':
    case 'arrive':
    case 'resolve':
      return next.kind;
    case 'none':
    case 'follow':
    case 'wait':
    case 'load':
    case 'call':
    case 'check':
      return undefined;
  }
}
