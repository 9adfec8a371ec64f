import type { Locale } from '../../../contracts/notification.ts';
import type { Words } from './answer-words.ts';
import { wordsEn } from './words-en.ts';
import { wordsZhCn } from './words-zh-cn.ts';

/** What the page says, by language. */
export const WORDS: Record<Locale, Words> = { 'zh-CN': wordsZhCn, en: wordsEn };

/** Fills in `{{name}}`. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_hole, name: string) => values[name] ?? '');
}
