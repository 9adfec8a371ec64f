import type { Locale } from '../contracts/notification.ts';
import { messageHtml } from './message-html.ts';
import type { Message } from './message.ts';
import { smsVariable } from './sms-variable.ts';
import { textsIn } from './texts-in.ts';

/** What another program is told when somebody tries whether it hears us; there is nothing in it to act upon. */
export function composeTestMessage({
  locale,
  createdAt,
}: {
  locale: Locale;
  /** RFC 3339 in UTC */
  createdAt: string;
}): Message {
  const { title, text } = textsIn(locale).connectionTest;
  const params = { what: smsVariable(title) };
  return {
    locale,
    priority: 3,
    createdAt,
    title,
    text,
    html: messageHtml({ lines: [text], mark: '' }),
    short: title,
    spoken: text,
    topic: 'test',
    smsParams: params,
    voiceParams: params,
    data: { kind: 'test', purpose: 'test', test: true },
  };
}
