import type { Language } from './language.ts';

/** Each language is named in itself: who cannot read the present one finds their own. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '中文', en: 'English' };
