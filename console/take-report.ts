import type { Report } from '../channels/aliyun-reports.ts';
import { answerOfKey, answerOfText } from '../contracts/answer-keys.ts';
import type { AnswerBody } from '../contracts/answer.ts';
import { AnjuError } from '../contracts/errors.ts';
import { applyAnswer } from '../store/apply-answer.ts';
import { findCalledByPhone, findReported } from '../store/find-reported.ts';
import { reportDelivered, reportFailed } from '../store/report-delivery.ts';
import type { Context } from './context.ts';
import { tellChanged } from './tell-changed.ts';

export type ReportKind = 'sms' | 'reply' | 'voice';

/**
 * What became of a report. `unknown`: no notification is meant by it; `unreadable`: a reply or a key that is none of
 * 1, 2, 3; `late`: what it is about has come to another end.
 */
export type ReportResult =
  'delivered' | 'failed' | 'recorded' | 'already' | 'closed' | 'unknown' | 'unreadable' | 'late';

type Told = Pick<Context, 'store' | 'metrics' | 'incidentChanged' | 'logger'>;

/** Stores what a provider reports of one message or call. Reported again it changes nothing. */
export async function takeReport(
  context: Told,
  { kind, report }: { kind: ReportKind; report: Report },
  now: number,
): Promise<ReportResult> {
  const { store } = context;
  const id =
    kind === 'reply'
      ? await findCalledByPhone(store, report.phone ?? '', now)
      : await findReported(store, report, now);
  if (id === undefined) return 'unknown';
  switch (report.state) {
    case 'delivered':
      return (await reportDelivered(store, id, now)) ? 'delivered' : 'late';
    case 'failed': {
      const code = report.code ?? 'provider_failed';
      const reason = `the provider could not ${kind === 'voice' ? 'reach anybody by this call' : 'deliver it'} (${code})`;
      const { outcome } = await reportFailed(store, { id, code, reason }, now);
      return outcome === 'ignored' ? 'late' : 'failed';
    }
    case 'answered': {
      const body = kind === 'reply' ? answerOfText(report.text ?? '') : answerOfKey(report.digit ?? '');
      if (body !== undefined)
        return answer(context, { id, body, via: kind === 'voice' ? 'voice' : 'sms' }, now);
      // Somebody picked up and pressed another key: reached, and not answered.
      if (kind === 'voice') await reportDelivered(store, id, now);
      return 'unreadable';
    }
  }
}

async function answer(
  context: Told,
  { id, body, via }: { id: string; body: AnswerBody; via: 'sms' | 'voice' },
  now: number,
): Promise<ReportResult> {
  try {
    const given = { by: { notificationId: id }, body, via };
    const { incidentId, result } = await applyAnswer(context.store, given, now);
    context.metrics.answers.inc({ answer: body.answer, via, result });
    if (result === 'recorded') await tellChanged(context, incidentId);
    return result;
  } catch (error) {
    if (error instanceof AnjuError && error.code === 'not_found') return 'unknown';
    throw error;
  }
}
