import type { Locale, Occurrence, Purpose } from '../contracts/notification.ts';
import { homeTime } from './home-time.ts';
import { messageHtml } from './message-html.ts';
import type { EarlierMessage, Message } from './message.ts';
import { smsVariable } from './sms-variable.ts';
import { textsIn } from './texts-in.ts';
import type { AlarmWords, Texts } from './texts.ts';

export interface MessageInput {
  purpose: Purpose;
  locale: Locale;
  occurrence: Occurrence;
  /** RFC 3339 in UTC: the notification's `createdAt`, the same for every attempt */
  createdAt: string;
  /** where this reader answers; ends in a token of at most 35 characters, which is all that a text message can carry */
  link?: string;
  /** of the home, for a dispatch system's map */
  location?: { lat: number; lng: number };
  /** a test is told as a test */
  test?: boolean;
  /** the further ones of a bundled `work_order` */
  more?: Occurrence[];
  /** what a webhook was told about this incident before */
  earlier?: EarlierMessage[];
}

/**
 * What one reader is told about an incident. Pure: the same input gives the same message.
 * It says what happened, where, to whom and what to do; never why somebody is ill.
 */
export function composeMessage(input: MessageInput): Message {
  const { purpose, locale, occurrence, link, location, test = false, more = [], earlier = [] } = input;
  const texts = textsIn(locale);
  const said = SAY[purpose](input, texts);
  const mark = test ? texts.testMark : '';
  return {
    locale,
    priority: occurrence.priority,
    createdAt: input.createdAt,
    title: `${mark}${said.title}`,
    text: `${mark}${said.lines.join('\n')}${link ? `\n\n${texts.answerButton}\n${link}` : ''}`,
    html: messageHtml({ lines: said.lines, mark, ...(link && { link, linkText: texts.answerButton }) }),
    short: firstThatFits(said.short, texts.shortLimit, mark),
    spoken: `${mark}${said.spoken}`,
    topic: occurrence.incidentId,
    ...(link && { link }),
    smsParams: variables({ ...said.variables, ...said.smsOnly }, mark),
    voiceParams: variables({ ...said.variables, ...said.voiceOnly }, mark),
    data: {
      kind: 'incident',
      purpose,
      occurrence,
      more,
      test,
      ...(link && { link }),
      ...(location && { location }),
      earlier,
    },
  };
}

interface Said {
  title: string;
  lines: string[];
  /** from the fullest to the barest */
  short: string[];
  spoken: string;
  variables: Record<string, string>;
  smsOnly?: Record<string, string>;
  voiceOnly?: Record<string, string>;
}

const SAY: Record<Purpose, (input: MessageInput, texts: Texts) => Said> = {
  alarm: (input, texts) => {
    const { occurrence, link, locale } = input;
    const words = alarmWords(input, texts);
    const when = homeTime(occurrence.openedAt, occurrence.timezone, texts.whenFormat, locale);
    return {
      title: texts.alarmTitle(words),
      lines: texts.alarmLines({ ...words, areaName: occurrence.areaName, when }),
      short: texts.alarmShort(words),
      spoken: texts.alarmSpoken(words),
      variables: {
        what: words.what,
        address: words.address,
        name: words.residents,
        time: words.clock,
      },
      // The template holds the address of the site as fixed text; a variable may not be a whole link.
      smsOnly: { token: link ? lastPart(link) : '-' },
      voiceOnly: { action: words.doNow },
    };
  },
  dispatch: (input, texts) => {
    const { occurrence, link, locale } = input;
    const words = {
      ...alarmWords(input, texts),
      sentBy: occurrence.sentBy ?? texts.centre,
      order: occurrence.order,
      instructions: occurrence.instructions,
    };
    const when = homeTime(occurrence.openedAt, occurrence.timezone, texts.whenFormat, locale);
    return {
      title: texts.dispatchTitle(words),
      lines: texts.dispatchLines({ ...words, areaName: occurrence.areaName, when }),
      short: texts.dispatchShort(words),
      spoken: texts.dispatchSpoken(words),
      // All that the template of an alarm needs is here: where a dispatch has none of its own, that one asks to go.
      variables: {
        what: words.what,
        address: words.address,
        name: words.residents,
        time: words.clock,
        who: words.sentBy,
        todo: words.instructions ?? '-',
      },
      smsOnly: { token: link ? lastPart(link) : '-' },
      voiceOnly: { action: words.doNow },
    };
  },
  stand_down: (input, texts) => {
    const { what, address } = alarmWords(input, texts);
    const takenBy = input.occurrence.takenBy ?? texts.somebody;
    return plain(texts.standDown({ what, address, takenBy }), { what, address, who: takenBy });
  },
  closed: (input, texts) => {
    const { what, address } = alarmWords(input, texts);
    const outcome = texts.outcome[input.occurrence.disposition ?? 'assistance'];
    return plain(texts.closed({ what, address, outcome }), { what, address, outcome });
  },
  work_order: ({ occurrence, more = [], locale }, texts) => {
    const all = [occurrence, ...more];
    const lines = all.map(({ type, address, room, openedAt, timezone }) =>
      texts.workOrderLine({
        what: texts.what[type],
        address,
        room,
        when: homeTime(openedAt, timezone, texts.whenFormat, locale),
      }),
    );
    const said = plain(texts.workOrder({ count: all.length, address: occurrence.address, lines }), {
      count: String(all.length),
      address: occurrence.address,
    });
    return { ...said, short: [said.title] };
  },
};

function alarmWords({ occurrence, locale, link }: MessageInput, texts: Texts): AlarmWords {
  const { type, openedAt, timezone, address, residents, room, keyHolder } = occurrence;
  return {
    what: texts.what[type],
    doNow: texts.doNow[type],
    clock: homeTime(openedAt, timezone, texts.clockFormat, locale),
    address,
    residents: residents.join(texts.listSeparator) || texts.nobodyNamed,
    room,
    keyHolder,
    link,
  };
}

function plain({ title, text }: { title: string; text: string }, values: Record<string, string>): Said {
  return { title, lines: text.split('\n'), short: [text, title], spoken: text, variables: values };
}

/** The barest is taken as it is when nothing fits: two paid messages are better than half an address. */
function firstThatFits(candidates: string[], limit: number, mark: string): string {
  const marked = candidates.map((candidate) => `${mark}${candidate}`);
  return marked.find((text) => Array.from(text).length <= limit) ?? marked.at(-1) ?? '';
}

function variables(values: Record<string, string>, mark: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      smsVariable(name === 'what' ? mark + value : value),
    ]),
  );
}

function lastPart(link: string): string {
  return link.slice(link.lastIndexOf('/') + 1);
}
