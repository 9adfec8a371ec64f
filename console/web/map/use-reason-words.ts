import { useTranslation } from 'react-i18next';
import type { ProtectionReason } from '../../../contracts/protection.ts';

/** Says why a home is not simply protected: `Help button, bedroom: silent`. */
export function useReasonWords(): (reason: ProtectionReason) => string {
  const { t } = useTranslation();
  return ({ code, kind, room }) => {
    const why = t(`homes.reason.${code}`);
    if (kind === undefined) return why;
    const device =
      room === undefined ? t(`kind.${kind}`) : t('map.inRoom', { kind: t(`kind.${kind}`), room });
    return t('map.ofDevice', { device, why });
  };
}
