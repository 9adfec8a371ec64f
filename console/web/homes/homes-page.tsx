import { TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Home } from '../api/shapes.ts';
import { AreaField } from '../form/area-field.tsx';
import { EntityTable } from '../form/entity-table.tsx';
import { usePages } from '../form/use-pages.ts';
import { useUser } from '../session/session-context.ts';
import { HomeForm } from './home-form.tsx';
import styles from './homes.module.css';

/** The homes, page by page; a search and an area make fewer of them. */
export function HomesPage() {
  const { t } = useTranslation();
  const { roles } = useUser();
  const navigate = useNavigate();
  const [find, setFind] = useState('');
  const [areaId, setAreaId] = useState('');
  const q = useDeferredValue(find.trim());
  const homes = usePages<Home>(['homes'], '/homes', { q, areaId });
  const manages = roles.some((role) => role === 'admin' || role === 'supervisor');
  const staff = roles.some((role) => role !== 'family');
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('homes.title')}</h1>
      <div className={styles.filters} role="search">
        <TextInput
          size="md"
          type="search"
          label={t('homes.find')}
          value={find}
          onChange={(event) => {
            setFind(event.currentTarget.value);
          }}
        />
        {staff && (
          <AreaField
            name="area"
            label={t('homes.area')}
            value={areaId}
            none={t('form.all')}
            onChange={setAreaId}
          />
        )}
      </div>
      <EntityTable<Home>
        {...homes}
        label={t('homes.title')}
        none={q === '' && areaId === '' ? t('homes.none') : t('homes.noneFound')}
        failed={t('homes.failed')}
        nameOf={({ address }) => address}
        columns={[
          {
            label: t('homes.address'),
            cell: ({ id, address }) => (
              <Link to="/homes/$id" params={{ id }}>
                {address}
              </Link>
            ),
          },
          { label: t('homes.area'), cell: ({ areaName }) => areaName },
        ]}
        adder={
          manages
            ? {
                word: t('homes.add.home'),
                form: (close) => (
                  <HomeForm
                    onClose={close}
                    onSaved={({ id }) => void navigate({ to: '/homes/$id/edit', params: { id } })}
                  />
                ),
              }
            : undefined
        }
      />
    </main>
  );
}
