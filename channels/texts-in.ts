import type { Locale } from '../contracts/notification.ts';
import { textsEn } from './texts-en.ts';
import { textsZhCn } from './texts-zh-cn.ts';
import type { Texts } from './texts.ts';

const TEXTS: Record<Locale, Texts> = { 'zh-CN': textsZhCn, en: textsEn };

export function textsIn(locale: Locale): Texts {
  return TEXTS[locale];
}
