import { useTranslation } from 'react-i18next';
import { usePaletteActions } from '../palette/use-palette-actions.ts';
import { useSounding } from '../sound/alarm-sound-context.ts';

/** What can be done on every page, for the palette. */
export function ShellActions({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const { sound, silence } = useSounding();
  usePaletteActions([
    ...(sound === 'none'
      ? []
      : [{ id: 'silence', group: 'screen' as const, label: t('keys.silence'), shortcut: 'M', run: silence }]),
    { id: 'help', group: 'screen', label: t('keys.open'), shortcut: '?', run: onHelp },
  ]);
  return null;
}
