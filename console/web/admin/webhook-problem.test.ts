import { expect, it } from 'vitest';
import { webhookProblem } from './webhook-problem.ts';

const failed = { delivered: false, ms: 12 };
const down = { ...failed, code: 'provider_down' };

it('names the remedy for what came back of a test', () => {
  const ofStatus = [302, 401, 404, 422, 429, 503].map((status) => webhookProblem({ ...failed, status }));
  expect(ofStatus).toEqual(['redirect', 'signature', 'path', 'refused', 'busy', 'broken']);
  const ofCause = ['ENOTFOUND', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ECONNREFUSED'].map(
    (cause) => webhookProblem({ ...down, cause }),
  );
  expect(ofCause).toEqual(['name', 'certificate', 'certificate', 'connection']);
  const ofCode = ['timeout', 'bad_address', 'internal'].map((code) => webhookProblem({ ...failed, code }));
  expect(ofCode).toEqual(['slow', 'address', 'ours']);
});

it('has nothing to say about a test that was delivered', () => {
  expect(webhookProblem({ delivered: true, ms: 12, status: 204 })).toBeUndefined();
});
