import { createAliyunClient, type AliyunOptions } from './aliyun-client.ts';
import { guardSender, type GuardOptions } from './guard-sender.ts';
import { needAddress } from './need-address.ts';
import { phoneNumber } from './phone-number.ts';
import type { Sender } from './sender.ts';
import { needTemplate, type TemplateCodes } from './template-codes.ts';
import { voiceReference } from './voice-reference.ts';

export interface VoiceOptions extends GuardOptions {
  aliyun: AliyunOptions;
  showNumber: string;
  templates: TemplateCodes;
}

/** What the keys mean, in the texts, in the call and in the report. */
export const VOICE_KEYS = { '1': 'going', '2': 'cannot', '3': 'false_alarm' } as const;

/** She hears it three times before the call ends; after each time there are 5 s for a key. */
const PLAY_TIMES = 3;
const KEY_MS = 5_000;

/**
 * Calls through Aliyun: IvrCall where an answer is asked for, SingleCallByTts where something is only told. What the
 * person pressed comes back in VoiceReport, with `call_id` (the providerId) and `out_id` (voiceReference).
 */
export function createVoiceSender(options: VoiceOptions): Sender {
  const { aliyun, showNumber, templates } = options;
  const call = createAliyunClient(aliyun);
  return guardSender(
    {
      channel: 'voice',
      provider: () => 'aliyun-voice',
      attempt: async ({ id, address, message: { data, locale, voiceParams } }) => {
        const code = needTemplate(templates, data.purpose, locale);
        const common = {
          CalledShowNumber: showNumber,
          CalledNumber: phoneNumber(needAddress(address, 'phone').phone),
          PlayTimes: PLAY_TIMES,
          OutId: voiceReference(id),
        };
        const callId =
          data.purpose === 'alarm' || data.purpose === 'dispatch'
            ? await call('IvrCall', {
                ...common,
                StartCode: code,
                StartTtsParams: JSON.stringify(voiceParams),
                MenuKeyMap: Object.entries(VOICE_KEYS).map(([key, name]) => ({
                  Key: key,
                  Code: needTemplate(templates, name, locale),
                })),
                ByeCode: needTemplate(templates, 'bye', locale),
                Timeout: KEY_MS,
              })
            : await call('SingleCallByTts', {
                ...common,
                TtsCode: code,
                TtsParam: JSON.stringify(voiceParams),
              });
        return callId === undefined ? {} : { providerId: callId };
      },
    },
    options,
  );
}
