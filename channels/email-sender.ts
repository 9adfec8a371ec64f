import { createTransport } from 'nodemailer';
import { guardSender, type GuardOptions } from './guard-sender.ts';
import { needAddress } from './need-address.ts';
import { SendError } from './send-error.ts';
import type { Sender } from './sender.ts';

export interface EmailOptions extends GuardOptions {
  smtpUrl: string;
  from: string;
  ca?: string | undefined;
}

/** Connections to the mail server, and how long one may hang, ms. */
const LIFE_SAFETY = { maxConnections: 10, hangMs: 5_000 };
const OTHER = { maxConnections: 5, hangMs: 10_000 };

/** E-mail through one SMTP server. A doubled mail has the Message-ID of its twin. */
export function createEmailSender(options: EmailOptions): Sender & { stop: () => void } {
  const { smtpUrl, from, ca } = options;
  const { username, hostname, protocol } = new URL(smtpUrl);
  const pool = ({ maxConnections, hangMs }: typeof OTHER) =>
    createTransport({
      url: smtpUrl,
      pool: true,
      maxConnections,
      connectionTimeout: hangMs,
      greetingTimeout: hangMs,
      socketTimeout: hangMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      // A password goes over the network only when nobody can read it.
      requireTLS: username !== '' && protocol === 'smtp:' && !/^(127\.|localhost$|\[::1\]$)/.test(hostname),
      ...(ca && { tls: { ca } }),
    });
  // Life safety has its own: a thousand work orders must not stand before an alarm.
  const pools = { lifeSafety: pool(LIFE_SAFETY), other: pool(OTHER) };
  const domain = /@([^>\s]+)>?$/.exec(from)?.[1] ?? 'anju.invalid';

  const sender = guardSender(
    {
      channel: 'email',
      provider: () => 'smtp',
      attempt: async ({ id, address, message }, signal) => {
        const messageId = `<${id}@${domain}>`;
        try {
          await pools[message.priority === 1 ? 'lifeSafety' : 'other'].sendMail({
            messageId,
            from,
            to: { name: '', address: needAddress(address, 'email').email },
            subject: message.title,
            text: message.text,
            html: message.html,
            date: new Date(message.createdAt),
            references: `<${message.topic}@${domain}>`,
            priority: message.priority === 1 ? 'high' : 'normal',
            // RFC 3834: no out-of-office reply to an alarm.
            headers: { 'auto-submitted': 'auto-generated' },
            signal,
          });
        } catch (error) {
          throw smtpError(error);
        }
        return { providerId: messageId };
      },
    },
    options,
  );
  return {
    ...sender,
    stop: () => {
      pools.lifeSafety.close();
      pools.other.close();
    },
  };
}

/** RFC 5321 §4.2.1: 4yz may pass, 5yz will not; of those 550, 551, 553 and 501 are about the address. */
function smtpError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  const { code = 'unknown', responseCode } = error as { code?: string; responseCode?: number };
  const providerCode = String(responseCode ?? code);
  const fail = (name: SendError['code'], retry: boolean, message: string): SendError =>
    new SendError({ code: name, retry, message: `${message} (${providerCode})`, providerCode });
  if (['EAUTH', 'ENOAUTH', 'EREQUIRETLS', 'ECONFIG'].includes(code)) {
    return fail(
      'provider_account',
      false,
      'the mail server does not accept the login or the security of SMTP_URL',
    );
  }
  if (responseCode === undefined) {
    return code === 'EENVELOPE'
      ? fail('bad_address', false, 'the e-mail address cannot be written to')
      : fail('provider_down', true, 'no conversation with the mail server');
  }
  if ([450, 451, 452].includes(responseCode))
    return fail('limited', true, 'the mail server asks to try again later');
  if (responseCode < 500) return fail('provider_down', true, 'the mail server cannot take mail now');
  return [501, 550, 551, 553].includes(responseCode)
    ? fail('bad_address', false, 'the mail server knows no such mailbox')
    : fail('provider_refused', false, 'the mail server refuses the message');
}
