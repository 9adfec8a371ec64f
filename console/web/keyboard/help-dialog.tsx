import { Modal, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './help-dialog.module.css';
import { SHIFTED, SHORTCUTS } from './shortcut-of.ts';
import { enableShortcuts, shortcutsEnabled } from './shortcuts-enabled.ts';

const KEYS = [
  ...Object.entries(SHORTCUTS),
  ...Object.entries(SHIFTED).map(([key, name]) => [`⇧ ${key}`, name] as const),
] as const;

export function HelpDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [enabled, setEnabled] = useState(shortcutsEnabled);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <dl className={styles.keys}>
        {KEYS.map(([key, name]) => (
          <div key={key} className={styles.line}>
            <dt>
              <kbd className={styles.key}>{key}</kbd>
            </dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
        <div className={styles.line}>
          <dt>
            <kbd className={styles.key}>1–9</kbd>
          </dt>
          <dd>{t('keys.digits')}</dd>
        </div>
        <div className={styles.line}>
          <dt>
            <kbd className={styles.key}>/</kbd>
          </dt>
          <dd>{t('keys.palette')}</dd>
        </div>
        <div className={styles.line}>
          <dt>
            <kbd className={styles.key}>Ctrl K</kbd>
          </dt>
          <dd>{t('keys.paletteAnywhere')}</dd>
        </div>
        <div className={styles.line}>
          <dt>
            <kbd className={styles.key}>Esc</kbd>
          </dt>
          <dd>{t('keys.escape')}</dd>
        </div>
      </dl>
      <p className={styles.hint}>{t('keys.hint')}</p>
      <Switch
        size="lg"
        label={t('keys.enabled')}
        checked={enabled}
        onChange={(event) => {
          enableShortcuts(event.currentTarget.checked);
          setEnabled(event.currentTarget.checked);
        }}
      />
    </Modal>
  );
}
