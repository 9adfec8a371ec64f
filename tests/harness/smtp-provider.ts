import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';

export interface ReceivedMail {
  at: number;
  to: string[];
  /** as it came over the wire */
  raw: string;
  messageId: string;
}

/** `slow`: does not answer any more, or only not for this mailbox; `refusing`: answers RCPT with this code. */
export type SmtpMood = { is: 'well' } | { is: 'slow'; mailbox?: string } | { is: 'refusing'; code: number };

/** A real mail server on loopback that keeps what it gets. */
export async function startSmtpProvider(login?: { user: string; password: string }) {
  const mails: ReceivedMail[] = [];
  let mood: SmtpMood = { is: 'well' };
  const server = new SMTPServer({
    authOptional: !login,
    disabledCommands: ['STARTTLS', ...(login ? [] : ['AUTH'])],
    allowInsecureAuth: true,
    onAuth: (auth, _session, callback) => {
      const known = auth.username === login?.user && auth.password === login?.password;
      callback(known ? null : reply(535, 'wrong login'), { user: auth.username });
    },
    onRcptTo: ({ address }, _session, callback) => {
      if (mood.is === 'slow' && (mood.mailbox ?? address) === address) return;
      callback(mood.is === 'refusing' ? reply(mood.code, 'no') : null);
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        mails.push({
          at: Date.now(),
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw,
          messageId: /^message-id: (.+)$/im.exec(raw)?.[1]?.trim() ?? '',
        });
        callback();
      });
    },
  });
  // Clients that give up close their sockets; that is what is tested.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const credentials = login ? `${login.user}:${login.password}@` : '';
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`,
    mails,
    behave: (to: SmtpMood) => {
      mood = to;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
export type SmtpProvider = Awaited<ReturnType<typeof startSmtpProvider>>;

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
