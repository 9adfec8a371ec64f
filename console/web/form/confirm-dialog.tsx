import { Modal } from '@mantine/core';
import { useId, type ReactNode } from 'react';
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
  const id = useId();
  return (
    <Modal
      opened={opened}
      onClose={onKeep}
      withCloseButton={false}
      centered
      aria-labelledby={id}
      classNames={{ content: styles.dialog ?? '' }}
    >
      <div className={styles.stack}>
        <h2 id={id} className={styles.dialogTitle}>
          {title}
        </h2>
        {children}
        <div className={styles.buttons}>
          <BigButton onClick={onKeep}>{keep}</BigButton>
          <BigButton busy={busy} onClick={onConfirm}>
            {confirm}
          </BigButton>
        </div>
      </div>
    </Modal>
  );
}
