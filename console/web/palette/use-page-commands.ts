import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUser } from '../session/session-context.ts';
import type { Command } from './match-commands.ts';
import { palettePages } from './palette-pages.ts';

/** Every page that this person may open. */
export function usePageCommands(): Command[] {
  const { t } = useTranslation();
  const { history } = useRouter();
  return palettePages(useUser().roles).map(({ to, key }) => ({
    id: to,
    label: t(key),
    run: () => {
      history.push(to);
    },
  }));
}
