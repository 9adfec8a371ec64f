import type { Channel } from '../contracts/notification.ts';
import { configuredChannels, type ChannelsConfig } from './channels-config.ts';
import { createEmailSender } from './email-sender.ts';
import type { GuardOptions } from './guard-sender.ts';
import { createHttpPost } from './http-post.ts';
import { createPushSender } from './push-sender.ts';
import type { OutsideChannel, Sender } from './sender.ts';
import { createSmsSender } from './sms-sender.ts';
import { createVoiceSender } from './voice-sender.ts';
import { createWebhookSender } from './webhook-sender.ts';

export interface OpenSendersOptions extends GuardOptions {
  /** a certificate authority of one's own, PEM, for mail and push servers */
  ca?: string;
}

export interface Senders {
  /** undefined: the channel is not configured; for `console` always */
  sender: (channel: Channel) => Sender | undefined;
  isConfigured: (channel: Channel) => boolean;
  stop: () => void;
}

/**
 * Opens every channel that the environment configures. Nothing is connected yet: a provider that is away must not
 * keep the others from starting.
 * @throws ConfigError where a channel is configured by half
 */
export function openSenders(config: ChannelsConfig, { ca, ...guard }: OpenSendersOptions): Senders {
  const channels = configuredChannels(config);
  const releasers: (() => void)[] = [];
  const allowLoopback = config.ALLOW_LOOPBACK_TARGETS === 'true';
  const http = createHttpPost({ allowLoopback, ca });
  releasers.push(() => http.stop());
  const senders = new Map<Channel, Sender>();
  // configuredChannels has seen to it that what a channel needs is there.
  const value = (name: keyof ChannelsConfig): string => config[name] as string;
  const templates = (name: 'ALIYUN_SMS_TEMPLATES' | 'ALIYUN_VOICE_TEMPLATES') => config[name] ?? new Map();
  const aliyun = (endpoint: string) => ({
    endpoint,
    accessKeyId: value('ALIYUN_ACCESS_KEY_ID'),
    accessKeySecret: value('ALIYUN_ACCESS_KEY_SECRET'),
  });

  const open: Record<OutsideChannel, () => Sender> = {
    email: () => {
      const email = createEmailSender({ ...guard, ca, smtpUrl: value('SMTP_URL'), from: value('MAIL_FROM') });
      releasers.push(() => email.stop());
      return email;
    },
    push: () =>
      createPushSender({
        ...guard,
        http,
        allowLoopback,
        vapid: {
          subject: value('VAPID_SUBJECT'),
          publicKey: value('VAPID_PUBLIC_KEY'),
          privateKey: value('VAPID_PRIVATE_KEY'),
        },
      }),
    sms: () =>
      createSmsSender({
        ...guard,
        aliyun: aliyun(config.ALIYUN_SMS_URL),
        sign: value('ALIYUN_SMS_SIGN'),
        templates: templates('ALIYUN_SMS_TEMPLATES'),
      }),
    voice: () =>
      createVoiceSender({
        ...guard,
        aliyun: aliyun(config.ALIYUN_VOICE_URL),
        showNumber: value('ALIYUN_VOICE_SHOW_NUMBER'),
        templates: templates('ALIYUN_VOICE_TEMPLATES'),
      }),
    webhook: () => createWebhookSender({ ...guard, http, allowLoopback, publicUrl: config.PUBLIC_URL }),
  };
  for (const channel of channels) senders.set(channel, open[channel]());
  guard.logger.info({ channels: [...channels] }, 'channels are open');

  return {
    sender: (channel) => senders.get(channel),
    isConfigured: (channel) => senders.has(channel),
    stop: () => releasers.reverse().forEach((release) => release()),
  };
}
