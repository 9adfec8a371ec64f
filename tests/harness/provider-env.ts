/** The account that the providers of tests and benchmarks know. */
export const PROVIDER_ACCOUNT = { accessKeyId: 'test', accessKeySecret: 'test-secret' };

/** What alerting has to know to send text messages and mails through providers on this machine. */
export function providerEnv({ aliyunUrl, smtpUrl }: { aliyunUrl: string; smtpUrl?: string }) {
  return {
    ...(smtpUrl !== undefined && { SMTP_URL: smtpUrl, MAIL_FROM: 'anju@example.org' }),
    ALIYUN_ACCESS_KEY_ID: PROVIDER_ACCOUNT.accessKeyId,
    ALIYUN_ACCESS_KEY_SECRET: PROVIDER_ACCOUNT.accessKeySecret,
    ALIYUN_SMS_SIGN: '安居',
    ALIYUN_SMS_TEMPLATES: 'alarm.zh-CN=SMS_1,stand_down.zh-CN=SMS_2,closed.zh-CN=SMS_3',
    ALIYUN_SMS_URL: aliyunUrl,
  };
}
