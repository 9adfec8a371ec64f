import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Messages } from './en.ts';
import { chooseLanguage, type Language } from './language.ts';

const CHOSEN = 'anju.language';
const WORDS: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./en.ts')).en,
  'zh-CN': async () => (await import('./zh-cn.ts')).zhCn,
};

/** The words of the reader's language come with the first load, all of them; those of the other one when it is chosen. */
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

/** Words that cannot be loaded leave the screen in the language that it has. */
export async function changeLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await WORDS[language]());
  localStorage.setItem(CHOSEN, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
