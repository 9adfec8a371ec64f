import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request.ts';
import { RemoveButton } from '../form/remove-button.tsx';
import { useUser } from '../session/session-context.ts';
import { ContactsTable } from './contacts-table.tsx';
import { DevicesTable } from './devices-table.tsx';
import { HomeForm } from './home-form.tsx';
import { useHome } from './home-queries.ts';
import styles from './homes.module.css';
import { ResidentsTable } from './residents-table.tsx';

/** Everything about a home that can be changed. Who only installs sees its devices. */
export function HomeEditPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/homes/$id/edit' });
  const { roles } = useUser();
  const navigate = useNavigate();
  const home = useHome(id);
  const manages = roles.some((role) => role === 'admin' || role === 'supervisor');
  const installs = manages || roles.includes('installer');
  return (
    <main className={styles.page}>
      <p>
        <Link to="/homes/$id" params={{ id }}>
          {t('homes.backToHome')}
        </Link>
      </p>
      <h1 className={styles.title}>
        {home.data ? t('homes.editTitle', { address: home.data.address }) : t('app.loading')}
      </h1>
      {home.error && <p role="alert">{t('homes.failed')}</p>}
      {!installs && <p role="alert">{t('refusal.role_forbids')}</p>}
      {manages && home.data && (
        <section className={styles.card} aria-label={t('homes.place')}>
          <h2 className={styles.cardTitle}>{t('homes.place')}</h2>
          <HomeForm key={home.data.id} home={home.data} />
        </section>
      )}
      {manages && (
        <>
          <section className={styles.card}>
            <h2 className={styles.cardTitle}>{t('homes.residents')}</h2>
            <ResidentsTable homeId={id} />
          </section>
          <section className={styles.card}>
            <h2 className={styles.cardTitle}>{t('homes.contacts')}</h2>
            <ContactsTable homeId={id} />
          </section>
        </>
      )}
      {installs && (
        <section className={styles.card}>
          <h2 className={styles.cardTitle}>{t('homes.devices')}</h2>
          <DevicesTable homeId={id} />
        </section>
      )}
      {manages && home.data && (
        <section className={styles.card}>
          <h2 className={styles.cardTitle}>{t('homes.removeTitle')}</h2>
          <p className={styles.dim}>{t('homes.goes.home')}</p>
          <RemoveButton
            item={home.data}
            name={home.data.address}
            word={t('homes.removeHome')}
            send={() => request(`/homes/${id}`, { method: 'DELETE' })}
            changes={[['homes']]}
            goes={t('homes.goes.home')}
            inUse={t('homes.inUse.home')}
            onRemoved={() => void navigate({ to: '/homes' })}
          />
        </section>
      )}
    </main>
  );
}
