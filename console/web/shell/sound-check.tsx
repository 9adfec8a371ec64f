import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../session/session-context.ts';
import { rememberSoundHeard, soundWasHeard } from '../sound/sound-check.ts';
import { useSiren, useSirenState } from '../sound/siren-context.ts';
import { BigButton } from './big-button.tsx';
import { Icon } from './icon.tsx';
import styles from './sound-check.module.css';

type Step = 'asked' | 'unheard' | 'desktop' | 'done';

/**
 * A page knows that it plays, not that anybody hears it: after logging in the person is asked, once. Beside the
 * queue, never in front of it: somebody may be calling already.
 */
export function SoundCheck() {
  const { t } = useTranslation();
  const { id, roles } = useUser();
  const siren = useSiren();
  const armed = useSirenState() === 'armed';
  const answers = roles.some((role) => role !== 'family' && role !== 'installer');
  const [step, setStep] = useState<Step>(() => (answers && !soundWasHeard(id) ? 'asked' : 'done'));
  const asks = armed && (step === 'asked' || step === 'unheard');
  useEffect(() => {
    if (asks) siren.play('test');
  }, [asks, siren]);
  if (!armed || step === 'done') return null;
  if (step === 'desktop') {
    return (
      <section className={styles.check} aria-label={t('sound.notifications')} data-testid="desktop-check">
        <Icon name="warning" size={24} />
        <p className={styles.words}>{t('sound.desktopAsk')}</p>
        <BigButton
          onClick={() =>
            void Notification.requestPermission().then(() => {
              setStep('done');
            })
          }
        >
          {t('sound.desktopAllow')}
        </BigButton>
        <BigButton
          onClick={() => {
            setStep('done');
          }}
        >
          {t('sound.desktopLater')}
        </BigButton>
      </section>
    );
  }
  return (
    <section
      className={styles.check}
      aria-label={t('sound.check')}
      data-testid="sound-check"
      data-step={step}
      data-unheard={step === 'unheard' || undefined}
    >
      <Icon name={step === 'unheard' ? 'soundOff' : 'sound'} size={24} />
      <p className={styles.words} role="status">
        {t(step === 'unheard' ? 'sound.checkUnheard' : 'sound.checkAsk')}
      </p>
      <BigButton
        onClick={() => {
          rememberSoundHeard(id);
          setStep('Notification' in window && Notification.permission === 'default' ? 'desktop' : 'done');
        }}
      >
        <Icon name="check" /> {t('sound.checkHeard')}
      </BigButton>
      {step === 'asked' && (
        <BigButton
          onClick={() => {
            setStep('unheard');
          }}
        >
          {t('sound.checkNo')}
        </BigButton>
      )}
      <BigButton
        onClick={() => {
          siren.play('test');
        }}
      >
        {t('sound.checkAgain')}
      </BigButton>
    </section>
  );
}
