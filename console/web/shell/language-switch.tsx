import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../i18n/language.ts';
import { changeLanguage } from '../i18n/start-i18n.ts';
import styles from './choice.module.css';

/** Each language is named in itself: who cannot read the present one finds their own. */
const NAMES: Record<Language, string> = { 'zh-CN': '中文', en: 'English' };

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
          {NAMES[language]}
        </button>
      ))}
    </div>
  );
}
