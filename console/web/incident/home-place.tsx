import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import type { Home } from '../api/shapes.ts';
import { useHomeProtection } from '../homes/use-home-protection.ts';
import { signOf } from '../map/home-sign.ts';

const HomeMap = lazy(async () => ({ default: (await import('../map/home-map.tsx')).HomeMap }));

/** Where it is, for who explains the way on the telephone. */
export function HomePlace({ home, incident }: { home: Home; incident: Incident }) {
  const { t } = useTranslation();
  const protection = useHomeProtection(home.id).data?.protection;
  const { id, address, location } = home;
  if (!location) return null;
  const sign = signOf(
    protection?.state ?? 'unprotected',
    incident.state === 'resolved' ? undefined : incident,
  );
  return (
    <Suspense fallback={<p role="status">{t('app.loading')}</p>}>
      <HomeMap home={{ id, address, location }} sign={sign} />
    </Suspense>
  );
}
