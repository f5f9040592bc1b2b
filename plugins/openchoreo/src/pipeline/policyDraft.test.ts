import { findRuleProblem, ruleDraft, ruleInput } from './policyDraft';

const edge = { from: 'staging', to: 'production' };
const empty = ruleDraft(undefined, edge);

describe('the draft of a rule', () => {
  it('has what the policy says, and gives it back as it is', () => {
    const rule = {
      ...edge,
      approvers: {
        minApprovals: 2,
        users: ['user:default/ana'],
        groups: ['group:default/release'],
        allowSelfApproval: true,
      },
      gates: [
        { name: 'stable', type: 'Healthy' as const, healthyFor: '10m' },
        { name: 'scan', type: 'Webhook' as const, timeout: '5m' },
      ],
    };
    const draft = ruleDraft({ name: 'default', rules: [rule] }, edge);
    expect(draft.approvers).toBe('group:default/release, user:default/ana');
    expect(findRuleProblem(draft)).toBeUndefined();
    expect(ruleInput(draft, edge)).toEqual(rule);
  });

  it('asks for nothing on an edge without a rule', () => {
    expect(ruleInput(empty, edge)).toEqual({
      ...edge,
      approvers: { minApprovals: 0 },
      gates: [],
    });
  });

  it('leaves out the settings of another type of gate', () => {
    const [gate] =
      ruleInput(
        {
          ...empty,
          gates: [
            {
              name: 'images',
              type: 'ImageDigest',
              healthyFor: '1m',
              checklist: ['a'],
            },
          ],
        },
        edge,
      ).gates ?? [];
    expect(gate).toEqual({ name: 'images', type: 'ImageDigest' });
  });

  it.each([
    [
      { minApprovals: 1, approvers: 'ana' },
      { type: 'approver', ref: 'ana' },
    ],
    [
      { gates: [{ name: ' ', type: 'Healthy' }] },
      { type: 'gateName', index: 0 },
    ],
    [
      {
        gates: [
          { name: 'a', type: 'Healthy' },
          { name: 'a', type: 'ImageDigest' },
        ],
      },
      { type: 'gateNames', name: 'a' },
    ],
    [
      { gates: [{ name: 'a', type: 'Healthy', healthyFor: 'ten' }] },
      { type: 'duration', text: 'ten' },
    ],
    [
      { gates: [{ name: 'a', type: 'Manual' }] },
      { type: 'checklist', name: 'a' },
    ],
  ] as const)('has a problem with %j', (change, problem) => {
    const draft = {
      ...empty,
      ...change,
      gates: [...('gates' in change ? change.gates : [])],
    };
    expect(findRuleProblem(draft)).toEqual(problem);
  });
});
