import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  parseSmsReplies,
  parseSmsReports,
  parseVoiceReports,
  type Reports,
} from '../../channels/aliyun-reports.ts';
import { AnjuError } from '../../contracts/errors.ts';
import type { Api, Context } from '../context.ts';
import { takeReport, type ReportKind } from '../take-report.ts';

const params = z.object({ secret: z.string().max(200) });
/** Aliyun pushes again what was not answered with this. */
const taken = z.object({ code: z.number(), msg: z.string() });

const PUSHES: { name: string; kind: ReportKind; summary: string; parse: (body: unknown) => Reports }[] = [
  { name: 'sms-reports', kind: 'sms', summary: 'Aliyun SmsReport', parse: parseSmsReports },
  { name: 'sms-replies', kind: 'reply', summary: 'Aliyun SmsUp', parse: parseSmsReplies },
  { name: 'voice-reports', kind: 'voice', summary: 'Aliyun VoiceReport', parse: parseVoiceReports },
];

/**
 * Where the SMS and voice provider pushes what became of messages and calls, and what people pressed or texted back.
 * It signs nothing: who knows the address is the provider. An answer says that all of it is stored.
 */
export async function providerReportRoutes(
  api: Api,
  { aliyunReportSecret, ...context }: Context & { aliyunReportSecret: string | undefined },
): Promise<void> {
  for (const { name, kind, summary, parse } of PUSHES) {
    api.route({
      method: 'POST',
      url: `/providers/aliyun/:secret/${name}`,
      config: { access: 'public' },
      bodyLimit: 1_048_576,
      schema: {
        tags: ['providers'],
        summary: `${summary}: only with the right secret, else 404`,
        params,
        body: z.unknown(),
        response: { 200: taken },
      },
      handler: async (request) => {
        if (!isSecret(request.params.secret, aliyunReportSecret)) {
          throw new AnjuError('not_found', 'there is nothing at this address');
        }
        const { reports, malformed } = parse(request.body);
        if (malformed > 0) {
          context.metrics.providerReports.inc({ kind, result: 'malformed' }, malformed);
          context.logger.warn({ kind, malformed }, 'the provider reports something that makes no sense');
        }
        for (const report of reports) {
          const result = await takeReport(context, { kind, report }, context.now());
          context.metrics.providerReports.inc({ kind, result });
        }
        return { code: 0, msg: '成功' };
      },
    });
  }
}

/** Hashed first: equal lengths, and the time says nothing about how much of it was right. */
function isSecret(given: string, secret: string | undefined): boolean {
  if (secret === undefined) return false;
  const [one, other] = [given, secret].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
