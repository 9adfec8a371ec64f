import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../live/live-context.ts';
import { useQueueFact } from '../queue/use-queue.ts';
import { useSirenState } from '../sound/siren-context.ts';
import { drawFavicon } from './draw-favicon.ts';
import { countWaiting, tabSign } from './tab-state.ts';

/** Title and icon of the browser's tab say what waits, or that this screen is deaf: seen from another window. */
export function useTabState(): void {
  const { t } = useTranslation();
  const life = useQueueFact((queue) => countWaiting(queue, 1));
  const urgent = useQueueFact((queue) => countWaiting(queue, 2));
  const connection = useConnection().state;
  const siren = useSirenState();
  const sign = tabSign({ connection, siren, life, urgent });
  const waiting = life + urgent;
  const icon = drawFavicon(sign, waiting);
  const name = `${t('app.name')} · ${t('app.tagline')}`;
  const news =
    sign === 'lost'
      ? `⚠ ${t('connection.tab')}`
      : waiting > 0
        ? `(${waiting}) ${t('queue.waitingCount', { count: waiting })}`
        : sign === 'silent'
          ? t('sound.tab')
          : undefined;
  const title = news === undefined ? name : `${news} · ${name}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    document.querySelector('link[rel="icon"]')?.setAttribute('href', icon);
  }, [icon]);
}
