import type { Locale } from '../contracts/notification.ts';
import { homeTime } from './home-time.ts';
import { messageHtml } from './message-html.ts';
import type { Message, PlatformNews } from './message.ts';
import { smsVariable } from './sms-variable.ts';
import { textsIn } from './texts-in.ts';

export interface PlatformMessageInput {
  locale: Locale;
  news: PlatformNews;
  /** RFC 3339 in UTC */
  createdAt: string;
}

/** What the platform's own contacts are told. As urgent as life safety: while it is broken, nobody hears a press. */
export function composePlatformMessage({ locale, news, createdAt }: PlatformMessageInput): Message {
  const texts = textsIn(locale);
  const say = news.state === 'down' ? texts.platformDown : texts.platformWell;
  const since = homeTime(news.since, news.timezone, texts.whenFormat, locale);
  const { title, text } = say({ what: news.what, since, detail: news.detail });
  const barest = say({ what: news.what, since, detail: undefined }).text;
  const params = { what: smsVariable(title), since: smsVariable(since) };
  return {
    locale,
    priority: 1,
    createdAt,
    title,
    text,
    html: messageHtml({ lines: [text], mark: '' }),
    short: Array.from(text).length <= texts.shortLimit ? text : barest,
    spoken: text,
    topic: 'platform',
    smsParams: params,
    voiceParams: params,
    data: { kind: 'platform', purpose: 'platform', news },
  };
}
