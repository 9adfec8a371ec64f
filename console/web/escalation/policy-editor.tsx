import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Priority } from '../../../contracts/alarm.ts';
import type { Step } from '../../../contracts/policy.ts';
import { request } from '../api/request.ts';
import { LeaveGuard } from '../form/leave-guard.tsx';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import { Icon } from '../shell/icon.tsx';
import { draftProblems } from './draft-problems.ts';
import { PolicyDryRun } from './policy-dry-run.tsx';
import { policyWarnings } from './policy-warnings.ts';
import styles from './policy.module.css';
import { draftOf, NEW_STEP, stepOf, type StepDraft } from './step-draft.ts';
import { StepFields } from './step-fields.tsx';

export interface PolicyEditorProps {
  /** undefined: for the whole platform */
  areaId: string | undefined;
  priority: Priority;
  /** to begin with */
  steps: readonly Step[];
  /** the version of this place that is changed; somebody else's change in between is told */
  version: number;
  webhooks: readonly { id: string; name: string }[];
  onClose: (said?: string) => void;
}

interface Keyed extends StepDraft {
  key: number;
}

/** Who is called when, to be changed; tried on a home before it is in force. */
export function PolicyEditor(props: PolicyEditorProps) {
  const { areaId, priority, steps, version, webhooks, onClose } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [drafts, setDrafts] = useState<Keyed[]>(() => steps.map((step) => keyed(draftOf(step))));
  const [tried, setTried] = useState(false);
  const dirty = useRef(false);
  const problems = draftProblems(drafts, priority);
  const warnings = problems.ok ? policyWarnings(drafts.map(stepOf)) : [];
  const path = areaId === undefined ? `/policies/${priority}` : `/areas/${areaId}/policies/${priority}`;
  const save = useMutation({
    mutationFn: () => request(path, { method: 'PUT', body: { steps: drafts.map(stepOf), version } }),
    onSuccess: async () => {
      dirty.current = false;
      await client.invalidateQueries({ queryKey: ['policies'] });
      onClose(t('policy.saved'));
    },
  });
  const change = (to: Keyed[]) => {
    dirty.current = true;
    save.reset();
    setDrafts(to);
  };

  function submit(): void {
    setTried(true);
    if (problems.ok && !save.isPending) save.mutate();
    else setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  return (
    <form
      ref={form}
      noValidate
      className={styles.editor}
      aria-label={t('policy.edit')}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ol className={styles.steps}>
        {drafts.map((draft, at) => (
          <li key={draft.key}>
            <section className={styles.step} aria-label={t('policy.step', { number: at + 1 })}>
              <div className={styles.head}>
                <h2>{t('policy.step', { number: at + 1 })}</h2>
                <BigButton
                  onClick={() => {
                    change(drafts.filter(({ key }) => key !== draft.key));
                  }}
                >
                  <span>
                    {t('form.remove')}
                    <span className="visually-hidden"> {t('policy.step', { number: at + 1 })}</span>
                  </span>
                </BigButton>
              </div>
              <StepFields
                step={draft}
                problems={tried ? (problems.steps[at] ?? {}) : {}}
                webhooks={webhooks}
                onChange={(step) => {
                  change(drafts.map((each) => (each.key === draft.key ? { ...step, key: draft.key } : each)));
                }}
              />
            </section>
          </li>
        ))}
      </ol>
      <div>
        <BigButton
          onClick={() => {
            change([...drafts, keyed({ ...NEW_STEP, after: drafts.at(-1)?.after ?? '0' })]);
          }}
        >
          {t('policy.addStep')}
        </BigButton>
      </div>
      {tried && !problems.ok && (
        <p role="alert" className={styles.problem}>
          {problems.whole === undefined ? t('form.lookAbove') : t(`policy.fault.${problems.whole}`)}
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} role="status" className={styles.warning}>
          <Icon name="warning" /> {t(`policy.warning.${warning}`)}
        </p>
      ))}
      <PolicyDryRun
        priority={priority}
        areaId={areaId}
        steps={problems.ok ? drafts.map(stepOf) : undefined}
      />
      <p className={styles.hint}>{t('policy.inForce')}</p>
      <div className={styles.toggles}>
        <BigButton type="submit" busy={save.isPending}>
          {t('policy.save')}
        </BigButton>
        <BigButton
          onClick={() => {
            dirty.current = false;
            onClose();
          }}
        >
          {t('form.discard')}
        </BigButton>
      </div>
      <ErrorWords error={save.error} />
      <LeaveGuard isDirty={() => dirty.current} />
    </form>
  );
}

let made = 0;

function keyed(draft: StepDraft): Keyed {
  return { ...draft, key: ++made };
}
