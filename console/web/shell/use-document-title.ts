import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useIncidents } from '../live/live-context.ts';
import { orderIncidents } from '../queue/order-incidents.ts';

/** How many wait stands in the browser's tab, where it is seen from another window. */
export function useDocumentTitle(): void {
  const { t } = useTranslation();
  const incidents = useIncidents();
  const waiting = orderIncidents(incidents).calling.filter(({ state }) => state === 'open').length;
  const title = `${t('app.name')} · ${t('app.tagline')}`;
  useEffect(() => {
    document.title =
      waiting > 0 ? `(${waiting}) ${t('queue.waitingCount', { count: waiting })} · ${title}` : title;
  }, [waiting, title, t]);
}
