import { composePlatformMessage } from '../channels/compose-platform-message.ts';
import type { Message } from '../channels/message.ts';
import type { OutsideChannel } from '../channels/sender.ts';
import { LOCALES, type Locale } from '../contracts/notification.ts';
import { composeNews, type NewsInput } from './compose-news.ts';

/**
 * The message for each channel: a mail and a webhook have room for both languages; a text message and a call are in
 * the given one.
 */
export function composePages(
  input: NewsInput,
  { locale, createdAt }: { locale: Locale; createdAt: string },
): (channel: OutsideChannel) => Message {
  const inLocale = (one: Locale): Message =>
    composePlatformMessage({ locale: one, news: composeNews(input, one), createdAt });
  const first = inLocale(locale);
  const all = [first, ...LOCALES.filter((other) => other !== locale).map(inLocale)];
  const both: Message = {
    ...first,
    title: all.map(({ title }) => title).join(' · '),
    text: all.map(({ text }) => text).join('\n\n'),
    html: all.map(({ html }) => html).join('\n'),
  };
  return (channel) => (channel === 'email' || channel === 'webhook' ? both : first);
}
