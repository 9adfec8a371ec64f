import { TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../contracts/home.ts';
import { request } from '../api/request.ts';
import { HistoryLink } from '../audit/history-link.tsx';
import { EntityTable } from '../form/entity-table.tsx';
import { useOpened } from '../form/use-opened.ts';
import { usePages } from '../form/use-pages.ts';
import { useAreas } from '../homes/use-areas.ts';
import { useUser } from '../session/session-context.ts';
import { AdminPage } from './admin-page.tsx';
import styles from './admin-page.module.css';
import { UserForm } from './user-form.tsx';

export function UsersPage() {
  const { t } = useTranslation();
  const me = useUser();
  const areas = useAreas();
  const [find, setFind] = useState('');
  const q = useDeferredValue(find.trim());
  const users = usePages<User>(['users'], '/users', { q });
  const opened = useOpened(['users'], '/users', users);
  return (
    <AdminPage title={t('admin.users.title')} hint={t('admin.users.hint')}>
      <div className={styles.filters} role="search">
        <TextInput
          size="md"
          type="search"
          label={t('admin.users.find')}
          value={find}
          onChange={(event) => {
            setFind(event.currentTarget.value);
          }}
        />
      </div>
      <EntityTable<User>
        {...users}
        {...opened}
        label={t('admin.users.title')}
        none={t('admin.users.none')}
        failed={t('admin.users.failed')}
        nameOf={({ name }) => name}
        columns={[
          {
            label: t('homes.add.name'),
            cell: ({ id, name }) => (id === me.id ? t('admin.users.you', { name }) : name),
          },
          { label: t('login.username'), cell: ({ username }) => username },
          {
            label: t('admin.users.roles'),
            cell: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(t('dryRun.comma')),
          },
          {
            label: t('admin.users.responsible'),
            cell: ({ roles, areaIds, homeIds }) =>
              roles.includes('admin')
                ? t('admin.everywhere')
                : [
                    ...areaIds.map((id) => areas.find((area) => area.id === id)?.name ?? '…'),
                    ...(homeIds.length > 0 ? [t('admin.users.homeCount', { count: homeIds.length })] : []),
                  ].join(t('dryRun.comma')),
          },
          { label: t('homes.add.phone'), cell: ({ phone }) => phone },
        ]}
        adder={{ word: t('admin.users.add'), form: (close) => <UserForm close={close} /> }}
        readOnly={({ areaIds }) =>
          me.roles.includes('admin') || areaIds.every((id) => areas.some((area) => area.id === id))
            ? undefined
            : t('admin.users.elsewhereToo')
        }
        editor={(user, close) => (
          <>
            <UserForm user={user} close={close} />
            <HistoryLink of={{ subject: `user:${user.id}` }} />
          </>
        )}
        remove={{
          send: ({ id }) => request(`/users/${id}`, { method: 'DELETE' }),
          changes: [['users'], ['duties']],
          goes: t('admin.users.goes'),
          inUse: t('admin.users.inUse'),
          instead: ({ id }) => (id === me.id ? t('admin.users.notYourself') : undefined),
        }}
      />
    </AdminPage>
  );
}
