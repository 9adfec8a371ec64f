import { z } from 'zod';

/**
 * What came of a message, in one form for text messages and calls. `answered`: the person said something; `digit` is
 * the key or the first of 1, 2, 3 in the reply.
 */
export interface Report {
  state: 'delivered' | 'failed' | 'answered';
  /** of a text message: the OutId that was given */
  notificationId?: string;
  /** of a call: voiceReference(notificationId) */
  reference?: string;
  /** BizId or CallId; what sending returned */
  providerId?: string;
  digit?: string;
  /** the provider's code: `DELIVERED`, `200003` */
  code?: string;
  phone?: string;
  text?: string;
}

export interface Reports {
  reports: Report[];
  /** entries that make no sense: count them; they must not lose those beside them */
  malformed: number;
}

const text = z.string().optional().nullable();

const smsReportSchema = z.object({
  success: z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]),
  err_code: text,
  biz_id: z.string(),
  out_id: text,
  phone_number: text,
});

/** SmsReport: `[{phone_number, success, err_code, biz_id, out_id, …}]`. */
export function parseSmsReports(body: unknown): Reports {
  return each(body, smsReportSchema, (report) => ({
    state: report.success ? 'delivered' : 'failed',
    notificationId: report.out_id,
    providerId: report.biz_id,
    code: report.err_code,
    phone: report.phone_number,
  }));
}

const smsUpSchema = z.object({ phone_number: z.string(), content: z.string() });

/**
 * SmsUp: `[{phone_number, content, dest_code, sequence_id, …}]`, what people texted back. It does not say to which
 * message: that is the last one sent to this number.
 */
export function parseSmsReplies(body: unknown): Reports {
  return each(body, smsUpSchema, ({ phone_number, content }) => {
    const said = content.normalize('NFKC').trim();
    return { state: 'answered', phone: phone_number, text: said, digit: /^[1-3](?!\d)/.exec(said)?.[0] };
  });
}

const voiceReportSchema = z.object({
  call_id: z.string(),
  status_code: z.union([z.string(), z.number().transform(String)]),
  out_id: text,
  callee: text,
  dtmf: text,
  digits: text,
});

/** Picked up and heard, at least in part; 200008: no key was pressed. 200100 ends a call that was connected. */
const HEARD = new Set(['200000', '200001', '200008', '200100', '200102']);
/** Dialled, ringing: nothing has come of it yet. */
const ON_ITS_WAY = new Set(['200101', '200201']);

/**
 * VoiceReport and VoiceCallReport: `[{call_id, status_code, dtmf, out_id, callee, …}]`. Calls that are still under way
 * are left out.
 */
export function parseVoiceReports(body: unknown): Reports {
  return each(body, voiceReportSchema, (report) => {
    const code = report.status_code;
    const digit = pressed(report.dtmf ?? report.digits ?? '');
    if (digit === undefined && ON_ITS_WAY.has(code)) return undefined;
    return {
      state: digit !== undefined ? 'answered' : HEARD.has(code) ? 'delivered' : 'failed',
      reference: report.out_id,
      providerId: report.call_id,
      digit,
      code,
      phone: report.callee,
    };
  });
}

/** Somebody who hit a wrong key first pressed the right one after it. */
function pressed(keys: string): string | undefined {
  return (/[1-3]/.exec(keys) ?? /[0-9*#]/.exec(keys))?.[0];
}

type Loose = { state: Report['state'] } & Partial<Record<keyof Report, string | null | undefined>>;

function each<Schema extends z.ZodType>(
  body: unknown,
  schema: Schema,
  read: (entry: z.infer<Schema>) => Loose | undefined,
): Reports {
  if (!Array.isArray(body)) return { reports: [], malformed: 1 };
  const parsed = body.map((entry) => schema.safeParse(entry));
  return {
    reports: parsed.flatMap((entry) => {
      const report = entry.success ? read(entry.data) : undefined;
      return report ? [withoutEmpty(report)] : [];
    }),
    malformed: parsed.filter(({ success }) => !success).length,
  };
}

/** Aliyun writes what it does not know as null or as an empty string. */
function withoutEmpty(report: Loose): Report {
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value)) as unknown as Report;
}
