import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { chooseLanguage, type Language } from './language.ts';
import { zhCn } from './zh-cn.ts';

const CHOSEN = 'anju.language';

/** Both languages are in the first bundle: a screen must not fall silent because a chunk did not load. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCn } },
    lng: chooseLanguage(localStorage.getItem(CHOSEN), navigator.languages),
    fallbackLng: 'zh-CN',
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
}

export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(CHOSEN, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
