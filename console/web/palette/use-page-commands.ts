import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../contracts/people.ts';
import { useUser } from '../session/session-context.ts';
import type { Command } from './match-commands.ts';
import { PALETTE_PAGES } from './palette-pages.ts';

/** Every page that this person may open. */
export function usePageCommands(): Command[] {
  const { t } = useTranslation();
  const { history } = useRouter();
  const mine = useUser().roles;
  const allows = (roles: readonly Role[] | undefined) =>
    roles === undefined || mine.some((role) => roles.includes(role));
  return PALETTE_PAGES.filter(({ roles }) => allows(roles)).map(({ to, key }) => ({
    id: to,
    label: t(key),
    run: () => {
      history.push(to);
    },
  }));
}
