import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { prioritySchema, type Priority } from '../../../contracts/alarm.ts';
import type { policyInForceSchema, PolicyVersion, Step } from '../../../contracts/policy.ts';
import type { Webhook } from '../../../contracts/webhook.ts';
import type { z } from 'zod';
import { request } from '../api/request.ts';
import type { Page } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { PolicyEditor } from '../escalation/policy-editor.tsx';
import styles from '../escalation/policy.module.css';
import { policyWarnings } from '../escalation/policy-warnings.ts';
import { StepList } from '../escalation/step-list.tsx';
import { AreaField } from '../form/area-field.tsx';
import { Disclosure } from '../form/disclosure.tsx';
import { RemoveButton } from '../form/remove-button.tsx';
import { usePages } from '../form/use-pages.ts';
import { formatTime } from '../format/format-time.ts';
import { useAreas } from '../homes/use-areas.ts';
import { useUser } from '../session/session-context.ts';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import { AdminPage } from './admin-page.tsx';
import pageStyles from './admin-page.module.css';
import { orderAreas } from '../map/order-areas.ts';

type PolicyInForce = z.infer<typeof policyInForceSchema>;
const PRIORITIES: readonly Priority[] = prioritySchema.options.map(({ value }) => value);

/** Who is called when, by area and priority. */
export function PoliciesPage() {
  const { t, i18n } = useTranslation();
  const isAdmin = useUser().roles.includes('admin');
  const areas = useAreas();
  const [chosen, setChosen] = useState('');
  const [priority, setPriority] = useState<Priority>(1);
  const areaId = chosen !== '' ? chosen : isAdmin ? undefined : orderAreas(areas, i18n.language)[0]?.area.id;
  const known = isAdmin || areaId !== undefined;
  return (
    <AdminPage title={t('admin.policies.title')} hint={t('admin.policies.hint')}>
      <div className={pageStyles.filters}>
        <AreaField
          name="area"
          label={t('homes.area')}
          value={areaId}
          none={isAdmin ? t('admin.everywhere') : undefined}
          onChange={setChosen}
        />
      </div>
      <div className={styles.toggles} role="group" aria-label={t('policy.priority')}>
        {PRIORITIES.map((each) => (
          <BigButton
            key={each}
            pressed={each === priority}
            onClick={() => {
              setPriority(each);
            }}
          >
            {t(`priority.${each}`)}
          </BigButton>
        ))}
      </div>
      {known && <PolicyHere key={`${areaId} ${priority}`} areaId={areaId} priority={priority} />}
    </AdminPage>
  );
}

function PolicyHere({ areaId, priority }: { areaId: string | undefined; priority: Priority }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<readonly Step[]>();
  const [said, setSaid] = useState('');
  const base = areaId === undefined ? '/policies' : `/areas/${areaId}/policies`;
  const policies = useQuery({
    queryKey: ['policies', areaId],
    queryFn: ({ signal }) => request<Page<PolicyInForce>>(base, { signal }),
  });
  const webhooks = usePages<Webhook>(['webhooks'], '/webhooks').items ?? [];
  const path = areaPath(useAreas(), areaId);
  const usable = webhooks.filter((each) => each.areaId === undefined || path.includes(each.areaId));
  const policy = policies.data?.items.find((each) => each.priority === priority);
  if (policies.error && !policy) return <p role="alert">{t('admin.policies.failed')}</p>;
  if (!policy) return <p role="status">{t('app.loading')}</p>;
  if (editing) {
    return (
      <PolicyEditor
        areaId={areaId}
        priority={priority}
        steps={editing}
        version={policy.ownVersion}
        webhooks={usable}
        onClose={(done) => {
          setEditing(undefined);
          setSaid(done ?? '');
        }}
      />
    );
  }
  return (
    <section className={styles.editor} aria-label={t(`priority.${priority}`)}>
      <div role="status">{said !== '' && <p className={styles.said}>{said}</p>}</div>
      <p>
        <strong>{t(`policy.source.${policy.source}`, { area: policy.areaName ?? '' })}</strong>{' '}
        {policy.source === 'here' && (
          <span className={styles.dim}>{t('policy.version', { number: policy.version })}</span>
        )}
      </p>
      {policyWarnings(policy.steps).map((warning) => (
        <p key={warning} className={styles.warning}>
          <Icon name="warning" /> {t(`policy.warning.${warning}`)}
        </p>
      ))}
      <StepList steps={policy.steps} webhooks={webhooks} />
      <div className={styles.toggles}>
        <BigButton
          onClick={() => {
            setSaid('');
            setEditing(policy.steps);
          }}
        >
          {policy.source === 'here' ? t('policy.edit') : t('policy.setHere')}
        </BigButton>
        {policy.source === 'here' && (
          <RemoveButton
            item={policy}
            name={t(`priority.${priority}`)}
            word={t('policy.inherit')}
            title={t('policy.inheritTitle')}
            done={t('policy.inherited')}
            goes={t('policy.inheritGoes')}
            send={() => request(`${base}/${priority}?version=${policy.ownVersion}`, { method: 'DELETE' })}
            changes={[['policies']]}
            onRemoved={setSaid}
          />
        )}
      </div>
      <Disclosure title={t('policy.history')}>
        <History base={base} priority={priority} webhooks={webhooks} onUse={setEditing} />
      </Disclosure>
    </section>
  );
}

interface HistoryProps {
  base: string;
  priority: Priority;
  webhooks: readonly Webhook[];
  onUse: (steps: readonly Step[]) => void;
}

function History({ base, priority, webhooks, onUse }: HistoryProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const versions = useQuery({
    queryKey: ['policies', base, priority, 'versions'],
    queryFn: ({ signal }) =>
      request<Page<PolicyVersion>>(`${base}/${priority}/versions?limit=200`, { signal }),
  });
  if (versions.error) return <p role="alert">{t('admin.policies.failed')}</p>;
  if (!versions.data) return <p role="status">{t('app.loading')}</p>;
  if (versions.data.items.length === 0) return <p>{t('policy.noHistory')}</p>;
  return (
    <ul className={styles.history}>
      {versions.data.items.map(({ id, version, at, byName, steps }) => (
        <li key={id}>
          <p>
            <strong>{t('policy.version', { number: version })}</strong>{' '}
            {formatTime(Date.parse(at), now, i18n.language)} · {byName}
          </p>
          {steps === undefined ? (
            <p>{t('policy.wasInherited')}</p>
          ) : (
            <>
              <StepList steps={steps} webhooks={webhooks} />
              <BigButton
                onClick={() => {
                  onUse(steps);
                }}
              >
                {t('policy.useThese')}
              </BigButton>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function areaPath(areas: readonly { id: string; path: string[] }[], areaId: string | undefined): string[] {
  return areas.find(({ id }) => id === areaId)?.path ?? [];
}
