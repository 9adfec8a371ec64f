import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** Whoever leaves the page, or closes it, with something unsaved is asked first. */
export function LeaveGuard({ isDirty }: { isDirty: () => boolean }) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={status === 'blocked'}
      title={t('form.leave.title')}
      confirm={t('form.leave.leave')}
      keep={t('form.leave.stay')}
      onConfirm={() => proceed?.()}
      onKeep={() => reset?.()}
    >
      <p>{t('form.leave.hint')}</p>
    </ConfirmDialog>
  );
}
