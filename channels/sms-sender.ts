import { createAliyunClient, type AliyunOptions } from './aliyun-client.ts';
import { guardSender, type GuardOptions } from './guard-sender.ts';
import { needAddress } from './need-address.ts';
import { phoneNumber } from './phone-number.ts';
import type { Sender } from './sender.ts';
import { needTemplate, type TemplateCodes } from './template-codes.ts';

export interface SmsOptions extends GuardOptions {
  aliyun: AliyunOptions;
  sign: string;
  templates: TemplateCodes;
}

/**
 * Text messages through Aliyun's SendSms. It is not idempotent: an attempt that timed out may have been sent, so the
 * next one can be the second message. `OutId` comes back in SmsReport.
 */
export function createSmsSender(options: SmsOptions): Sender {
  const { aliyun, sign, templates } = options;
  const call = createAliyunClient(aliyun);
  return guardSender(
    {
      channel: 'sms',
      provider: () => 'aliyun-sms',
      attempt: async ({ id, address, message }) => {
        const bizId = await call('SendSms', {
          PhoneNumbers: phoneNumber(needAddress(address, 'phone').phone),
          SignName: sign,
          TemplateCode: needTemplate(templates, message.data.purpose, message.locale),
          TemplateParam: JSON.stringify(message.smsParams),
          OutId: id,
        });
        return bizId === undefined ? {} : { providerId: bizId };
      },
    },
    options,
  );
}
