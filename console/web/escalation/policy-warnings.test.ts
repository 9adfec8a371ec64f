import { expect, it } from 'vitest';
import { defaultPolicy, type Step } from '../../../contracts/policy.ts';
import { policyWarnings } from './policy-warnings.ts';

const step = (targets: Step['targets'], channels: Step['channels']): Step => ({
  after: 0,
  targets,
  channels,
});

it('warns of steps that call no person, nobody of the staff, or only who sits in front of a screen', () => {
  const webhookId = '0198c0de-0000-7000-8000-000000000000';
  expect(policyWarnings([step([{ kind: 'webhook', webhookId }], ['webhook'])])).toEqual(['nobody']);
  expect(policyWarnings([step([{ kind: 'role', role: 'family' }], ['sms'])])).toEqual(['no_staff']);
  expect(policyWarnings([step([{ kind: 'above' }], ['console'])])).toEqual(['only_screens']);
});

it('never warns of what the platform does for urgent incidents when nobody has set anything', () => {
  expect(policyWarnings(defaultPolicy(1).steps)).toEqual([]);
  expect(policyWarnings(defaultPolicy(2).steps)).toEqual([]);
});
