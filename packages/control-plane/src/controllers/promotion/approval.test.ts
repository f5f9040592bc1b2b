import { SignedDecision } from '../../core/signing/signatures';
import { evaluateApproval } from './approval';
import { EdgeRules } from './edge-rules';

const ana = 'user:default/ana';
const ben = 'user:default/ben';
const cleo = 'user:default/cleo';
const leads = 'group:default/leads';

const verified = { name: ana, isVerified: true };

function decision(
  by: string,
  type: SignedDecision['decision'] = 'Approved',
  changes: Partial<SignedDecision> = {},
): SignedDecision {
  return {
    by,
    decision: type,
    at: '2026-01-01T12:00:00Z',
    groups: [],
    ...changes,
  };
}

const rules = (
  ...approvers: EdgeRules['approvers']
): Pick<EdgeRules, 'approvers' | 'gates'> => ({ approvers, gates: [] });

const withChecklist = (
  ...checklist: string[]
): Pick<EdgeRules, 'approvers' | 'gates'> => ({
  approvers: [],
  gates: [{ name: 'checks', type: 'Manual', checklist }],
});

describe('evaluateApproval', () => {
  it('needs nothing where no rule asks for an approval', () => {
    expect(evaluateApproval(rules(), [], verified)).toMatchObject({
      required: undefined,
      isComplete: true,
    });
  });

  it.each<[string, EdgeRules['approvers'][number], SignedDecision[], boolean]>([
    ['nobody', { minApprovals: 1 }, [], false],
    ['another person', { minApprovals: 1 }, [decision(ben)], true],
    ['the requester', { minApprovals: 1 }, [decision(ana)], false],
    [
      'the requester, in another spelling',
      { minApprovals: 1 },
      [decision('User:default/Ana')],
      false,
    ],
    [
      'the requester, who may',
      { minApprovals: 1, allowSelfApproval: true },
      [decision(ana)],
      true,
    ],
    [
      'one person twice, of two',
      { minApprovals: 2 },
      [decision(ben), decision(ben)],
      false,
    ],
    [
      'two people, of two',
      { minApprovals: 2 },
      [decision(ben), decision(cleo)],
      true,
    ],
    [
      'somebody who is not listed',
      { minApprovals: 1, users: [cleo] },
      [decision(ben)],
      false,
    ],
    ['a listed user', { minApprovals: 1, users: [ben] }, [decision(ben)], true],
    [
      'a member of a listed group',
      { minApprovals: 1, groups: [leads] },
      [decision(ben, 'Approved', { groups: [leads] })],
      true,
    ],
    [
      'a member of another group',
      { minApprovals: 1, groups: [leads] },
      [decision(ben, 'Approved', { groups: ['group:default/others'] })],
      false,
    ],
  ])('with an approval by %s', (_, rule, decisions, isComplete) => {
    const result = evaluateApproval(rules(rule), decisions, verified);
    expect(result.isComplete).toBe(isComplete);
  });

  it('needs one more approval when the requester may be one of the approvers', () => {
    const unverified = { name: ana, isVerified: false };
    const one = evaluateApproval(
      rules({ minApprovals: 1 }),
      [decision(ben)],
      unverified,
    );
    expect(one).toMatchObject({
      isComplete: false,
      required: { count: 2 },
      message:
        '1 of 2 approvals given. One more is needed because the requester is not verified.',
    });
    const two = evaluateApproval(
      rules({ minApprovals: 1 }),
      [decision(ben), decision(cleo)],
      unverified,
    );
    expect(two.isComplete).toBe(true);
  });

  it('must satisfy the rules of every policy', () => {
    const both = rules(
      { minApprovals: 1, users: [ben] },
      { minApprovals: 1, users: [cleo] },
    );
    expect(evaluateApproval(both, [decision(ben)], verified)).toMatchObject({
      isComplete: false,
      message: `0 of 1 approvals by ${cleo} given.`,
    });
    expect(
      evaluateApproval(both, [decision(ben), decision(cleo)], verified)
        .isComplete,
    ).toBe(true);
  });

  it('has the rejection of an approver, and of nobody else', () => {
    const rule = rules({ minApprovals: 1, users: [ben] });
    expect(
      evaluateApproval(rule, [decision(ben, 'Rejected')], verified).rejection,
    ).toMatchObject({ by: ben });
    expect(
      evaluateApproval(rule, [decision(cleo, 'Rejected')], verified).rejection,
    ).toBeUndefined();
  });

  it('waits until every item of a check list is confirmed', () => {
    const list = withChecklist('tested', 'announced');
    expect(evaluateApproval(list, [decision(ben)], verified)).toMatchObject({
      isComplete: false,
      message: 'To be confirmed: tested; announced.',
    });
    const both = [
      decision(ben, 'Approved', { confirmed: ['tested'] }),
      decision(cleo, 'Approved', { confirmed: ['announced'] }),
    ];
    expect(evaluateApproval(list, both, verified).isComplete).toBe(true);
  });

  it('does not tell the groups of people', () => {
    const { approvals } = evaluateApproval(
      rules({ minApprovals: 1 }),
      [decision(ben, 'Approved', { groups: [leads] })],
      verified,
    );
    expect(approvals).toEqual([
      { by: ben, decision: 'Approved', at: '2026-01-01T12:00:00Z' },
    ]);
  });
});
