import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Webhook, webhookWithSecretSchema } from '../../../contracts/webhook.ts';
import { request } from '../api/request.ts';
import { HistoryLink } from '../audit/history-link.tsx';
import { AreaField } from '../form/area-field.tsx';
import { EntityTable, type Close } from '../form/entity-table.tsx';
import { RecordForm } from '../form/record-form.tsx';
import { SecretOnce } from '../form/secret-once.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useOpened } from '../form/use-opened.ts';
import { usePages } from '../form/use-pages.ts';
import { useAreas } from '../homes/use-areas.ts';
import { useUser } from '../session/session-context.ts';
import { AdminPage } from './admin-page.tsx';
import { useReadOnlyPlace } from './use-read-only-place.ts';
import { WebhookTest } from './webhook-test.tsx';

type WebhookWithSecret = z.infer<typeof webhookWithSecretSchema>;
const KEY = ['webhooks'];
/** Names of formats are the same in every language. */
const FORMATS = [
  { value: 'json', label: 'JSON' },
  { value: 'cap', label: 'CAP 1.2' },
] as const;

export function WebhooksPage() {
  const { t } = useTranslation();
  const areas = useAreas();
  const readOnly = useReadOnlyPlace();
  const webhooks = usePages<Webhook>(KEY, '/webhooks');
  const opened = useOpened(KEY, '/webhooks', webhooks);
  return (
    <AdminPage title={t('admin.webhooks.title')} hint={t('admin.webhooks.hint')}>
      <EntityTable<Webhook>
        {...webhooks}
        {...opened}
        label={t('admin.webhooks.title')}
        none={t('admin.webhooks.none')}
        failed={t('admin.webhooks.failed')}
        nameOf={({ name }) => name}
        columns={[
          { label: t('homes.add.name'), cell: ({ name }) => name },
          { label: t('admin.webhooks.url'), cell: ({ url }) => url },
          {
            label: t('admin.webhooks.format'),
            cell: ({ format }) => FORMATS.find(({ value }) => value === format)?.label,
          },
          {
            label: t('homes.area'),
            cell: ({ areaId }) =>
              areaId === undefined ? t('admin.everywhere') : areas.find(({ id }) => id === areaId)?.name,
          },
        ]}
        adder={{ word: t('admin.webhooks.add'), form: (close) => <WebhookForm close={close} /> }}
        readOnly={({ areaId }) => readOnly(areaId)}
        actions={(webhook) => readOnly(webhook.areaId) === undefined && <WebhookTest webhook={webhook} />}
        editor={(webhook, close) => (
          <>
            <WebhookForm webhook={webhook} close={close} />
            <HistoryLink of={{ subject: `webhook:${webhook.id}` }} />
          </>
        )}
        remove={{
          send: ({ id }) => request(`/webhooks/${id}`, { method: 'DELETE' }),
          changes: [KEY],
          goes: t('admin.webhooks.goes'),
          inUse: t('admin.webhooks.inUse'),
        }}
      />
    </AdminPage>
  );
}

function WebhookForm({ webhook, close }: { webhook?: Webhook; close: Close }) {
  const { t } = useTranslation();
  const isAdmin = useUser().roles.includes('admin');
  const [made, setMade] = useState<{ secret: string; said: string }>();
  if (made) {
    return (
      <SecretOnce
        title={t('admin.webhooks.secretTitle')}
        hint={t('admin.webhooks.secretHint')}
        label={t('admin.webhooks.secret')}
        secret={made.secret}
        onStored={() => {
          close(made.said);
        }}
      />
    );
  }
  return (
    <RecordForm<WebhookWithSecret>
      label={webhook?.name ?? t('admin.webhooks.add')}
      takesFocus
      changes={[KEY]}
      send={({ name, url, format, areaId = null, secret }) =>
        webhook
          ? request(`/webhooks/${webhook.id}`, {
              method: 'PATCH',
              body: { name, url, format, ...(secret === 'new' && { rotateSecret: true }) },
            })
          : request('/webhooks', { method: 'POST', body: { name, url, format, areaId } })
      }
      save={webhook ? t('form.save') : t('form.add')}
      onClose={close}
      onSaved={({ name, secret }) => {
        const said = t(webhook ? 'form.changed' : 'form.added', { name });
        if (secret === undefined) close(said);
        else setMade({ secret, said });
      }}
    >
      <TextField name="name" label={t('homes.add.name')} required maxLength={200} value={webhook?.name} />
      <TextField
        name="url"
        type="url"
        label={t('admin.webhooks.url')}
        hint={t('admin.webhooks.urlHint')}
        required
        maxLength={2000}
        value={webhook?.url}
      />
      <SelectField
        name="format"
        label={t('admin.webhooks.format')}
        hint={t('admin.webhooks.formatHint')}
        value={webhook?.format}
        options={FORMATS}
      />
      {webhook ? (
        <SelectField
          name="secret"
          label={t('admin.webhooks.secret')}
          hint={t('admin.webhooks.newSecretHint')}
          options={[
            { value: 'keep', label: t('admin.webhooks.keepSecret') },
            { value: 'new', label: t('admin.webhooks.newSecret') },
          ]}
        />
      ) : (
        <AreaField name="areaId" label={t('homes.area')} none={isAdmin ? t('admin.everywhere') : undefined} />
      )}
    </RecordForm>
  );
}
