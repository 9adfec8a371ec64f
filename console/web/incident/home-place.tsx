import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Home } from '../api/shapes.ts';
import { useHomeProtection } from '../homes/use-home-protection.ts';

const HomeMap = lazy(async () => ({ default: (await import('../map/home-map.tsx')).HomeMap }));

/** Where it is, for who explains the way on the telephone. */
export function HomePlace({ home: { id, address, location } }: { home: Home }) {
  const { t } = useTranslation();
  const { data, error } = useHomeProtection(id);
  if (!location) return null;
  // "Not protected" is a finding; that nobody has answered yet is none.
  if (!data && !error) return <p role="status">{t('app.loading')}</p>;
  return (
    <Suspense fallback={<p role="status">{t('app.loading')}</p>}>
      <HomeMap home={{ id, address, location }} state={data?.protection?.state ?? 'unprotected'} />
    </Suspense>
  );
}
