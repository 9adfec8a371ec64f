import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Messages } from './en.ts';
import { chooseLanguage, type Language } from './language.ts';

const CHOSEN = 'anju.language';
const WORDS: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./en.ts')).en,
  'zh-CN': async () => (await import('./zh-cn.ts')).zhCn,
};

/**
 * The words of the reader's language come before the first screen, all of them: no screen falls silent later because
 * a part of them did not load. Those of the other language come when it is quiet (useQuietPreload), or when chosen.
 */
export async function startI18n(): Promise<void> {
  const language = chooseLanguage(localStorage.getItem(CHOSEN), navigator.languages);
  await i18next.use(initReactI18next).init({
    resources: { [language]: { translation: await WORDS[language]() } },
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
}

/** Rejects when the words do not load; the next call tries again. */
export async function preloadLanguages(): Promise<void> {
  for (const [language, load] of Object.entries(WORDS)) {
    i18next.addResourceBundle(language, 'translation', await load());
  }
}

/** Words that cannot be loaded leave the screen in the language that it has, and LanguageProblem says so. */
export async function changeLanguage(language: Language): Promise<void> {
  try {
    await preloadLanguages();
  } catch (error) {
    i18next.emit('failedLoading', language, 'translation', String(error));
    return;
  }
  localStorage.setItem(CHOSEN, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
