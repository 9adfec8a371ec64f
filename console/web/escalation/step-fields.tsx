import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CHANNELS } from '../../../contracts/notification.ts';
import { RELATIONS } from '../../../contracts/people.ts';
import { FIELD_ORDER } from '../form/field-order.ts';
import { BigButton } from '../shell/big-button.tsx';
import type { StepProblem } from './draft-problems.ts';
import styles from './policy.module.css';
import { NEW_TARGET, type StepDraft, type TargetDraft } from './step-draft.ts';

const ROLES = ['operator', 'supervisor', 'family', 'installer'] as const;

export interface StepFieldsProps {
  step: StepDraft;
  problems: Partial<Record<string, StepProblem>>;
  webhooks: readonly { id: string; name: string }[];
  onChange: (step: StepDraft) => void;
}

/** One step to be changed. */
export function StepFields({ step, problems, webhooks, onChange }: StepFieldsProps) {
  const { t } = useTranslation();
  const set = (change: Partial<StepDraft>) => {
    onChange({ ...step, ...change });
  };
  const setTarget = (at: number, change: Partial<TargetDraft>) => {
    set({ targets: step.targets.map((each, index) => (index === at ? { ...each, ...change } : each)) });
  };
  const problem = (field: string) => {
    const found = problems[field];
    return found === undefined ? undefined : t(`policy.problem.${found}`);
  };
  return (
    <div className={styles.fields}>
      <TextInput
        size="md"
        inputWrapperOrder={[...FIELD_ORDER]}
        inputMode="numeric"
        label={t('policy.after')}
        description={t('policy.afterHint')}
        error={problem('after')}
        value={step.after}
        onChange={(event) => {
          set({ after: event.currentTarget.value });
        }}
      />
      <fieldset className={styles.group}>
        <legend>{t('policy.targets')}</legend>
        {step.targets.map((target, at) => (
          // They have no name of their own, and are only added at the end.
          <div key={at} className={styles.target}>
            <NativeSelect
              size="md"
              aria-label={t('policy.target', { number: at + 1 })}
              value={target.who}
              data={[
                ...ROLES.map((role) => ({ value: `role:${role}`, label: t(`policy.who.${role}`) })),
                { value: 'above', label: t('policy.who.above') },
                { value: 'contact', label: t('policy.who.contact') },
                ...webhooks.map(({ id, name }) => ({ value: `webhook:${id}`, label: name })),
              ]}
              onChange={(event) => {
                setTarget(at, { who: event.currentTarget.value });
              }}
            />
            {target.who === 'contact' && (
              <>
                <div className={styles.toggles} role="group" aria-label={t('policy.relations')}>
                  {RELATIONS.map((relation) => (
                    <BigButton
                      key={relation}
                      pressed={target.relations.includes(relation)}
                      onClick={() => {
                        setTarget(at, { relations: toggled(target.relations, relation) });
                      }}
                    >
                      {t(`relation.${relation}`)}
                    </BigButton>
                  ))}
                </div>
                <NativeSelect
                  size="md"
                  aria-label={t('policy.pick')}
                  value={target.pick}
                  data={[
                    { value: 'first', label: t('policy.pickFirst') },
                    { value: 'all', label: t('policy.pickAll') },
                  ]}
                  onChange={(event) => {
                    setTarget(at, { pick: event.currentTarget.value === 'first' ? 'first' : 'all' });
                  }}
                />
              </>
            )}
            <BigButton
              onClick={() => {
                set({ targets: step.targets.filter((_, index) => index !== at) });
              }}
            >
              <span>
                {t('form.remove')}
                <span className="visually-hidden"> {t('policy.target', { number: at + 1 })}</span>
              </span>
            </BigButton>
          </div>
        ))}
        {problem('targets') !== undefined && <p className={styles.problem}>{problem('targets')}</p>}
        <div>
          <BigButton
            onClick={() => {
              set({ targets: [...step.targets, NEW_TARGET] });
            }}
          >
            {t('policy.addTarget')}
          </BigButton>
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('policy.channels')}</legend>
        <p className={styles.hint}>{t('policy.channelsHint')}</p>
        <div className={styles.toggles}>
          {CHANNELS.map((channel) => {
            const place = step.channels.indexOf(channel);
            return (
              <BigButton
                key={channel}
                pressed={place >= 0}
                onClick={() => {
                  set({ channels: toggled(step.channels, channel) });
                }}
              >
                {place >= 0 && `${place + 1}. `}
                {t(`calls.channel.${channel}`)}
              </BigButton>
            );
          })}
        </div>
        {problem('channels') !== undefined && <p className={styles.problem}>{problem('channels')}</p>}
      </fieldset>
      <TextInput
        size="md"
        inputWrapperOrder={[...FIELD_ORDER]}
        inputMode="numeric"
        label={t('policy.every')}
        description={t('policy.everyHint')}
        error={problem('every')}
        value={step.every}
        onChange={(event) => {
          set({ every: event.currentTarget.value });
        }}
      />
      {step.every !== '' && (
        <TextInput
          size="md"
          inputWrapperOrder={[...FIELD_ORDER]}
          inputMode="numeric"
          label={t('policy.times')}
          description={t('policy.timesHint')}
          error={problem('times')}
          value={step.times}
          onChange={(event) => {
            set({ times: event.currentTarget.value });
          }}
        />
      )}
    </div>
  );
}

/** At the end when it was not there; gone when it was. */
function toggled<V>(list: readonly V[], value: V): V[] {
  return list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
}
