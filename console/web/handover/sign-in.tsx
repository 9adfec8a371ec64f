import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Handover } from '../../../contracts/handover-record.ts';
import { useIncidents, useLiveFact } from '../live/live-context.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import styles from './handover.module.css';
import { useSignIn } from './use-handover.ts';

/** The signature of whoever comes, with what the other has in hand unless they leave it there. */
export function SignIn({ handover }: { handover: Handover }) {
  const { t } = useTranslation();
  const signIn = useSignIn(handover.id);
  const [take, setTake] = useState(true);
  const known = useLiveFact((state) => state.known);
  // As it is now: since it was written down some of it may be done.
  const held = useIncidents().filter(
    ({ state, acknowledgement }) => state !== 'resolved' && acknowledgement?.by === handover.from,
  ).length;
  return (
    <div className={styles.sign} data-testid="sign-in">
      {held > 0 && (
        <Switch
          size="lg"
          checked={take}
          label={t('handover.take', { name: handover.fromName, count: held })}
          onChange={(event) => {
            setTake(event.currentTarget.checked);
          }}
        />
      )}
      <div>
        <BigButton
          kind="primary"
          hint={t('handover.signInHint')}
          busy={signIn.isPending}
          onClick={() => {
            // Not known yet is not nothing: what the other holds is never left behind because a page was slow.
            signIn.mutate((held > 0 || !known) && take);
          }}
        >
          {t('handover.signIn')}
        </BigButton>
      </div>
      <ErrorWords error={signIn.error} />
    </div>
  );
}
