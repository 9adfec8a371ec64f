import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../shell/big-button.tsx';
import styles from './form.module.css';

export interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** what goes and what stays */
  children: ReactNode;
  confirm: string;
  keep: string;
  busy?: boolean;
  onConfirm: () => void;
  onKeep: () => void;
}

/** Asks once more. The way back comes first and has the focus: Enter by mistake keeps everything. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, children, confirm, keep, busy = false, onConfirm, onKeep } = props;
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onKeep}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': t('app.close'), size: 'lg' }}
      classNames={{ title: styles.dialogTitle, content: styles.dialog, header: styles.dialog }}
    >
      <div className={styles.stack}>
        {children}
        <div className={styles.buttons}>
          <span data-autofocus tabIndex={-1} />
          <BigButton onClick={onKeep}>{keep}</BigButton>
          <BigButton busy={busy} onClick={onConfirm}>
            {confirm}
          </BigButton>
        </div>
      </div>
    </Modal>
  );
}
