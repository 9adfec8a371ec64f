import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../i18n/language.ts';
import { LANGUAGE_NAMES } from '../i18n/language-names.ts';
import { changeLanguage } from '../i18n/start-i18n.ts';
import styles from './choice.module.css';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <div role="group" aria-label={t('app.language')} className={styles.group}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={styles.choice}
          aria-pressed={i18n.language === language}
          onClick={() => void changeLanguage(language)}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </div>
  );
}
