import { z } from 'zod';
import { LOCALES, PURPOSES, type Locale } from '../contracts/notification.ts';
import { SendError } from './send-error.ts';

/** What is said when a key was pressed, and when the call ends. */
export const KEY_TEMPLATES = ['going', 'cannot', 'false_alarm', 'bye'] as const;

const SMS_NAMES = [...PURPOSES, 'platform'] as const;
const VOICE_NAMES = [...SMS_NAMES, ...KEY_TEMPLATES] as const;
export type TemplateName = (typeof VOICE_NAMES)[number];
/** A test of a connection has no template: it is for webhooks alone. */
type AskedName = TemplateName | 'test';

/** Codes of the texts that the provider has approved, by what they are for and in which language. */
export type TemplateCodes = ReadonlyMap<string, string>;

/** Who was asked to go by name is asked with the words of an alarm where there are no others. */
const SUBSTITUTES: Partial<Record<AskedName, TemplateName>> = { dispatch: 'alarm' };

/**
 * The code for a text: in the reader's language, else in any that there is; an alarm in the wrong language is still
 * an alarm. Undefined: none was configured.
 */
function templateCode(codes: TemplateCodes, name: AskedName, locale: Locale): string | undefined {
  return [locale, ...LOCALES].map((each) => codes.get(`${name}.${each}`)).find((code) => code !== undefined);
}

/** `alarm.zh-CN=SMS_1,stand_down.zh-CN=SMS_2` */
const parse = (names: readonly string[]) => (text: string, context: z.RefinementCtx) => {
  const allowed = new Set(names.flatMap((name) => LOCALES.map((locale) => `${name}.${locale}`)));
  const codes = new Map<string, string>();
  for (const entry of text.split(',').map((each) => each.trim())) {
    const [name = '', code = '', ...rest] = entry.split('=').map((each) => each.trim());
    if (!allowed.has(name) || code === '' || rest.length > 0) {
      context.addIssue({
        code: 'custom',
        message: `must be like alarm.zh-CN=CODE,closed.en=CODE; "${entry}" is not (names: ${names.join(', ')}; languages: ${LOCALES.join(', ')})`,
      });
      return z.NEVER;
    }
    codes.set(name, code);
  }
  return codes as TemplateCodes;
};

export const smsTemplatesField = z.string().transform(parse(SMS_NAMES));
export const voiceTemplatesField = z.string().transform(parse(VOICE_NAMES));

/** @throws SendError `not_configured` */
export function needTemplate(codes: TemplateCodes, name: AskedName, locale: Locale): string {
  const substitute = SUBSTITUTES[name];
  const code = templateCode(codes, name, locale) ?? (substitute && templateCode(codes, substitute, locale));
  if (code !== undefined) return code;
  throw new SendError({
    code: 'not_configured',
    retry: false,
    message: `no template is configured for ${name}; see ALIYUN_SMS_TEMPLATES and ALIYUN_VOICE_TEMPLATES in .env.example`,
  });
}
