import type { PlatformNews } from '../channels/message.ts';
import type { Locale } from '../contracts/notification.ts';
import type { Outage, Problem } from './decide-page.ts';
import type { PressResult } from './metrics.ts';
import type { WatchedPart } from './name-broken.ts';

export interface NewsInput {
  say: 'page' | 'well';
  outage: Outage;
  /** who does not answer */
  broken: readonly WatchedPart[];
  /** how the newest press ended */
  press: PressResult | undefined;
  /** the beginning of the outage for `page`, its end for `well` */
  at: Date;
}

/** Platform contacts are written to in the time of the homes; they may sit elsewhere, so it is always the same one. */
const TIMEZONE = 'Asia/Shanghai';

interface Words {
  problem: Record<Problem, string>;
  well: string;
  part: Record<WatchedPart, string>;
  stuck: Record<Exclude<PressResult, 'through'>, string>;
  brackets: (text: string) => string;
  separator: string;
  broken: (parts: string) => string;
}

/** What the platform contacts are told, short enough to be read out at night; the first problem is the title. */
export function composeNews({ say, outage, broken, press, at }: NewsInput, locale: Locale): PlatformNews {
  const words = WORDS[locale];
  const since = at.toISOString();
  if (say === 'well') return { state: 'well', what: words.well, since, timezone: TIMEZONE };
  const parts = broken.map((part) => words.part[part]).join(words.separator);
  const [first = 'canary_silent', ...more] = outage.problems;
  const details = [
    ...(parts === '' ? [] : [words.broken(parts)]),
    ...(outage.problems.includes('canary_silent') && press !== undefined && press !== 'through'
      ? [words.stuck[press]]
      : []),
    ...more.map((problem) => words.problem[problem]),
  ];
  return {
    state: 'down',
    what: `${words.problem[first]}${parts === '' ? '' : words.brackets(parts)}`,
    since,
    timezone: TIMEZONE,
    ...(details.length > 0 && { detail: details.map((detail) => `${detail}${words.stop}`).join('') }),
  };
}

const WORDS: Record<Locale, Words & { stop: string }> = {
  'zh-CN': {
    problem: {
      canary_silent: '报警可能送不到',
      sweep_silent: '报警升级已停止',
      alerting_not_ready: '报警处理不可用',
    },
    well: '报警链路正常',
    part: {
      broker: '设备接入broker',
      redis: '消息存储redis',
      ingest: '读数分析ingest',
      postgres: '数据库postgres',
      alerting: '报警处理alerting',
      console: '控制台console',
    },
    stuck: {
      refused: '设备被拒绝接入',
      connect: '设备连不上',
      ack: '按压得不到确认',
      incident: '按压没有产生警情',
      escalation: '警情没有通知任何人',
    },
    brackets: (text) => `（${text}）`,
    separator: '、',
    broken: (parts) => `无应答：${parts}`,
    stop: '。',
  },
  en: {
    problem: {
      canary_silent: 'alarms may not get through',
      sweep_silent: 'escalation has stopped',
      alerting_not_ready: 'alerting is not ready',
    },
    well: 'alarms get through',
    part: {
      broker: 'broker',
      redis: 'redis',
      ingest: 'ingest',
      postgres: 'postgres',
      alerting: 'alerting',
      console: 'console',
    },
    stuck: {
      refused: 'Devices are refused',
      connect: 'Devices cannot connect',
      ack: 'Presses are not acknowledged',
      incident: 'Presses open no incident',
      escalation: 'Incidents call nobody',
    },
    brackets: (text) => ` (${text})`,
    separator: ', ',
    broken: (parts) => `Not answering: ${parts}`,
    stop: '. ',
  },
};
