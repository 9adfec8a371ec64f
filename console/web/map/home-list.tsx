import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { useDuration } from '../format/use-duration.ts';
import { BigButton } from '../shell/big-button.tsx';
import { HomeSignIcon } from './home-sign-icon.tsx';
import styles from './home-list.module.css';
import type { ShownHome } from './list-homes.ts';
import { useReasonWords } from './use-reason-words.ts';

const ROWS = 100;

/** The homes in view as a list, the gravest first: whoever does not use the map finds all of it here. */
export function HomeList({
  homes,
  onPoint,
}: {
  homes: readonly ShownHome[];
  onPoint: (id: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const [rows, setRows] = useState(ROWS);
  return (
    <div className={styles.scroller}>
      <ul aria-label={t('map.list')} className={styles.list}>
        {homes.slice(0, rows).map((shown) => (
          <li key={shown.home.id}>
            <HomeRow shown={shown} onPoint={onPoint} />
          </li>
        ))}
      </ul>
      {homes.length > rows && (
        <BigButton
          onClick={() => {
            setRows(rows + ROWS);
          }}
        >
          {t('app.more')}
        </BigButton>
      )}
    </div>
  );
}

function HomeRow({
  shown: { home, sign, incident },
  onPoint,
}: {
  shown: ShownHome;
  onPoint: (id: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const say = useDuration();
  const now = useNow();
  const sayReason = useReasonWords();
  const [first, ...more] = home.reasons;
  const events = {
    onPointerEnter: () => {
      onPoint(home.id);
    },
    onPointerLeave: () => {
      onPoint(undefined);
    },
    onFocus: () => {
      onPoint(home.id);
    },
    onBlur: () => {
      onPoint(undefined);
    },
  };
  const content = (
    <>
      <HomeSignIcon sign={sign} size={32} />
      <span className={styles.words}>
        <strong className={styles.address}>{home.address}</strong>
        <span>
          {[
            incident ? t(`type.${incident.type}`) : t(`homes.protection.${home.state}`),
            incident ? t(`state.${incident.state}`) : say(now - Date.parse(home.since)),
          ].join(' · ')}
        </span>
        <span className={styles.dim}>
          {first && sayReason(first)}
          {more.length > 0 && ` ${t('map.more', { count: more.length })}`}
          {!first && home.residents.join(', ')}
          {home.location === undefined && ` · ${t('map.noPlace')}`}
        </span>
      </span>
    </>
  );
  return incident ? (
    <Link
      to="/incidents/$id"
      params={{ id: incident.id }}
      className={styles.row}
      data-sign={sign}
      {...events}
    >
      {content}
    </Link>
  ) : (
    <Link to="/homes/$id" params={{ id: home.id }} className={styles.row} data-sign={sign} {...events}>
      {content}
    </Link>
  );
}
