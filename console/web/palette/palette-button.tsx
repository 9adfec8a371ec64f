import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icon.tsx';
import { OpenPaletteContext } from './open-palette-context.ts';
import styles from './palette-button.module.css';

/** Where the search is, for who does not know its keys; on a phone the sign alone. */
export function PaletteButton() {
  const { t } = useTranslation();
  const open = useContext(OpenPaletteContext);
  return (
    <button
      type="button"
      className={styles.button}
      onClick={open}
      aria-label={t('palette.open')}
      aria-keyshortcuts="Control+K /"
      data-testid="palette-open"
    >
      <Icon name="search" size={22} />
      <span className={styles.word}>{t('palette.short')}</span>
      <kbd className={styles.key} aria-hidden="true">
        Ctrl K
      </kbd>
    </button>
  );
}
