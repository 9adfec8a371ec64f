import type { AlarmType } from '../contracts/alarm.ts';
import type { Disposition } from '../contracts/incident.ts';

/** What an alarm's sentences are made of; times are already as people of the home read them. */
export interface AlarmWords {
  what: string;
  doNow: string;
  /** `03:12` */
  clock: string;
  address: string;
  residents: string;
  room: string | undefined;
  keyHolder: string | undefined;
  link: string | undefined;
}

/** The same for a request to go there, made by a person. */
export interface DispatchWords extends AlarmWords {
  /** who asks */
  sentBy: string;
  /** number of the order */
  order: string | undefined;
  instructions: string | undefined;
}

/** Every sentence that leaves the platform, once per language: a key that one of them lacks does not compile. */
export interface Texts {
  what: Record<AlarmType, string>;
  /** the one thing to do; life-safety messages start with it */
  doNow: Record<AlarmType, string>;
  outcome: Record<Disposition, string>;
  nobodyNamed: string;
  somebody: string;
  /** who asks somebody to go, where the name is not known */
  centre: string;
  testMark: string;
  listSeparator: string;
  alarmTitle: (words: AlarmWords) => string;
  /** from the fullest to the barest; the first that fits is taken */
  alarmShort: (words: AlarmWords) => string[];
  alarmSpoken: (words: AlarmWords) => string;
  alarmLines: (words: AlarmWords & { areaName: string; when: string }) => string[];
  dispatchTitle: (words: DispatchWords) => string;
  dispatchShort: (words: DispatchWords) => string[];
  dispatchSpoken: (words: DispatchWords) => string;
  dispatchLines: (words: DispatchWords & { areaName: string; when: string }) => string[];
  answerButton: string;
  standDown: (words: { what: string; address: string; takenBy: string }) => { title: string; text: string };
  closed: (words: { what: string; address: string; outcome: string }) => { title: string; text: string };
  workOrder: (words: { count: number; address: string; lines: string[] }) => { title: string; text: string };
  workOrderLine: (words: { what: string; address: string; room: string | undefined; when: string }) => string;
  platformDown: (words: { what: string; since: string; detail: string | undefined }) => {
    title: string;
    text: string;
  };
  platformWell: (words: { what: string; since: string; detail: string | undefined }) => {
    title: string;
    text: string;
  };
  /** to another program that somebody tries to reach; begins with the mark of a test */
  connectionTest: { title: string; text: string; what: string };
  /** how long a text message may be before it is sent and paid as two: 70 for Chinese, 160 for GSM 03.38 */
  shortLimit: number;
  clockFormat: string;
  whenFormat: string;
}
