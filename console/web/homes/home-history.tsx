import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALARM_TYPES } from '../../../contracts/alarm.ts';
import { DISPOSITIONS, type Incident } from '../../../contracts/incident.ts';
import { request } from '../api/request.ts';
import type { Page } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { useDuration } from '../format/use-duration.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import styles from './homes.module.css';

/** What has happened in this home, newest first, and how each ended. */
export function HomeHistory({ homeId, timeZone }: { homeId: string; timeZone: string | undefined }) {
  const { t } = useTranslation();
  const [type, setType] = useState('');
  const [disposition, setDisposition] = useState('');
  const incidents = useInfiniteQuery({
    queryKey: ['home', homeId, 'incidents', type, disposition],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        homeId,
        limit: '50',
        ...(type !== '' && { type }),
        ...(disposition !== '' && { disposition }),
        ...(pageParam !== '' && { cursor: pageParam }),
      });
      return request<Page<Incident>>(`/incidents?${query}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 10_000,
  });
  const items = incidents.data?.pages.flatMap((page) => page.items) ?? [];
  const all = { value: '', label: t('homes.all') };
  return (
    <>
      <div className={styles.filters}>
        <NativeSelect
          label={t('homes.whatHappened')}
          value={type}
          onChange={(event) => {
            setType(event.currentTarget.value);
          }}
          data={[all, ...ALARM_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))]}
        />
        <NativeSelect
          label={t('homes.outcome')}
          value={disposition}
          onChange={(event) => {
            setDisposition(event.currentTarget.value);
          }}
          data={[all, ...DISPOSITIONS.map((value) => ({ value, label: t(`disposition.${value}`) }))]}
        />
      </div>
      <ErrorWords error={incidents.error} />
      {incidents.isPending && <p role="status">{t('app.loading')}</p>}
      {incidents.data && items.length === 0 && (
        <p>{t(type === '' && disposition === '' ? 'homes.noIncidents' : 'homes.noneSuch')}</p>
      )}
      <ul data-testid="home-history">
        {items.map((incident) => (
          <PastIncident key={incident.id} incident={incident} timeZone={timeZone} />
        ))}
      </ul>
      {incidents.hasNextPage && (
        <BigButton busy={incidents.isFetchingNextPage} onClick={() => void incidents.fetchNextPage()}>
          {t('app.more')}
        </BigButton>
      )}
    </>
  );
}

function PastIncident({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const say = useDuration();
  const { id, type, state, openedAt, resolvedAt, disposition } = incident;
  const opened = Date.parse(openedAt);
  return (
    <li>
      <Link to="/incidents/$id" params={{ id }} className={styles.past}>
        <strong>{t(`type.${type}`)}</strong>
        <span>{formatTime(opened, now, i18n.language, timeZone)}</span>
        <span>{disposition ? t(`disposition.${disposition}`) : t(`state.${state}`)}</span>
        {resolvedAt && (
          <span className={styles.dim}>
            {t('homes.took', { time: say(Date.parse(resolvedAt) - opened) })}
          </span>
        )}
      </Link>
    </li>
  );
}
