import { TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request.ts';
import type { Home, Page } from '../api/shapes.ts';
import { useUser } from '../session/session-context.ts';
import { BigButton } from '../shell/big-button.tsx';
import { AddArea } from './add-area.tsx';
import { AddHome } from './add-home.tsx';
import styles from './homes.module.css';

export function HomesPage() {
  const { t } = useTranslation();
  const { roles } = useUser();
  const manages = roles.some((role) => role === 'admin' || role === 'supervisor');
  const [find, setFind] = useState('');
  const q = useDeferredValue(find.trim());
  const homes = useInfiniteQuery({
    queryKey: ['homes', q],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        limit: '100',
        ...(q !== '' && { q }),
        ...(pageParam !== '' && { cursor: pageParam }),
      });
      return request<Page<Home>>(`/homes?${query}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  });
  const items = homes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('homes.title')}</h1>
      <TextInput
        size="lg"
        type="search"
        label={t('homes.find')}
        value={find}
        onChange={(event) => {
          setFind(event.currentTarget.value);
        }}
      />
      {homes.error && <p role="alert">{t('homes.failed')}</p>}
      {homes.isPending && !homes.error && <p role="status">{t('app.loading')}</p>}
      {homes.data && items.length === 0 && <p>{q === '' ? t('homes.none') : t('homes.noneFound')}</p>}
      <ul className={styles.list}>
        {items.map((home) => (
          <li key={home.id}>
            <Link to="/homes/$id" params={{ id: home.id }} className={styles.row}>
              <strong>{home.address}</strong>
              <span className={styles.dim}>{home.areaName}</span>
            </Link>
          </li>
        ))}
      </ul>
      {homes.hasNextPage && (
        <BigButton busy={homes.isFetchingNextPage} onClick={() => void homes.fetchNextPage()}>
          {t('app.more')}
        </BigButton>
      )}
      {manages && (
        <div className={styles.forms}>
          <AddHome />
          <AddArea />
        </div>
      )}
    </main>
  );
}
