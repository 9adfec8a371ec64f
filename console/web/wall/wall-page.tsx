import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { request } from '../api/request.ts';
import type { Page } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { useDuration } from '../format/use-duration.ts';
import { useConnection, useIncidents, useLiveFact } from '../live/live-context.ts';
import { Icon } from '../shell/icon.tsx';
import { summarisePlatform } from '../shell/summarise-platform.ts';
import { useProtection } from '../supervisor/use-protection.ts';
import { WallClosedList } from './wall-closed-list.tsx';
import { WallCount } from './wall-count.tsx';
import { WallWaiting } from './wall-waiting.tsx';
import { wallState } from './wall-state.ts';
import styles from './wall.module.css';

const CLOSED_EVERY_MS = 60_000;

/** The big screen of the hall: what waits and for how long, readable from six metres; no names, nothing to press. */
export function WallPage() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const connection = useConnection();
  const known = useLiveFact((state) => state.known);
  const platform = useLiveFact((state) => state.platform);
  const incidents = useIncidents();
  const say = useDuration();
  const earlier = useQuery({
    queryKey: ['wall', 'closed'],
    queryFn: ({ signal }) =>
      request<Page<Incident>>(
        '/incidents?state=resolved&limit=20&type=sos,fall,smoke,gas,water,inactivity,door',
        {
          signal,
        },
      ),
    refetchInterval: CLOSED_EVERY_MS,
    refetchIntervalInBackground: true,
  });
  const state = useMemo(() => wallState(incidents, earlier.data?.items ?? []), [incidents, earlier.data]);
  const protection = useProtection(undefined);
  const homes = protection.isError ? undefined : protection.data;
  const lost = connection.state === 'lost';
  const word = lost ? 'unknown' : summarisePlatform(platform);
  useEffect(() => {
    document.title = `${t('app.name')} · ${t('wall.title')}`;
  }, [t]);
  useFullScreenKey();
  const clock = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(now);
  return (
    <main className={styles.wall} data-stale={lost || undefined} aria-label={t('wall.title')}>
      <header className={styles.head}>
        <h1 className={styles.name}>
          {t('app.name')} · {t('app.tagline')}
        </h1>
        <p className={styles.platform} data-bad={word === 'alarms_down' || word === 'unknown' || undefined}>
          <Icon name={word === 'ok' ? 'check' : 'warning'} size={40} />
          {PLATFORM[word] === 'spooled'
            ? t('platform.spooled', { count: platform?.spooledReadings?.toLocaleString(i18n.language) })
            : t(`platform.${PLATFORM[word]}`)}
        </p>
        <time className={styles.clock} dateTime={new Date(now).toISOString()}>
          {clock}
        </time>
      </header>
      {lost && (
        <div className={styles.lost} role="alert" data-testid="connection-lost">
          <strong>{t('wall.lost')}</strong>
          <span>{t('wall.lostHint', { time: say(now - connection.heardAt) })}</span>
        </div>
      )}
      <div className={styles.body}>
        {known ? (
          <WallWaiting waiting={state.waiting} now={lost ? connection.heardAt : now} />
        ) : (
          <section className={styles.quiet}>
            <p>{t('wall.unknown')}</p>
            <p className={styles.small}>{t('wall.unknownHint')}</p>
          </section>
        )}
        <div className={styles.side}>
          <div className={styles.counts}>
            <WallCount word={t('wall.inWork')} count={known ? state.inWork : undefined} />
            <WallCount word={t('wall.onTheWay')} count={known ? state.onTheWay : undefined} />
            <WallCount word={t('wall.onScene')} count={known ? state.onScene : undefined} />
            <WallCount word={t('wall.technical')} count={known ? state.technical : undefined} />
            <WallCount word={t('wall.protected')} count={homes?.protected} />
            <WallCount word={t('wall.notProtected')} count={homes?.unprotected} />
          </div>
          <WallClosedList closed={state.closed} now={now} />
        </div>
      </div>
      <footer className={styles.foot}>
        <Link to="/">{t('wall.back')}</Link>
        <span>{t('wall.fullScreen')}</span>
      </footer>
    </main>
  );
}

const PLATFORM = {
  unknown: 'unknown',
  ok: 'ok',
  degraded: 'degraded',
  spooled: 'spooled',
  alarms_down: 'alarmsDown',
} as const;

/** A browser asks for a key or a click before it fills the screen. */
function useFullScreenKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || event.ctrlKey || event.metaKey || event.altKey) return;
      const change = document.fullscreenElement
        ? document.exitFullscreen()
        : document.documentElement.requestFullscreen();
      // Refused where the browser does not allow it: the screen stays as it is.
      change.catch(() => undefined);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
