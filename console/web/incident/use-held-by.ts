import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { useUser } from '../session/session-context.ts';

/** Who was quicker, by name, since when and until when it is theirs; undefined where nobody else has it. */
export function useHeldBy({ acknowledgement: held, state }: Incident): string | undefined {
  const { t, i18n } = useTranslation();
  const { id } = useUser();
  const now = useNow();
  if (held === undefined || held.by === id || state === 'resolved') return undefined;
  const time = (at: string) => formatTime(Date.parse(at), now, i18n.language);
  return t('refusal.heldBy', { name: held.byName, time: time(held.at), until: time(held.leaseUntil) });
}
