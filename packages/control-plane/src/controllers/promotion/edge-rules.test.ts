import { PromotionPolicy, PromotionRule } from '@promenade/openchoreo-model';
import { aPromotionPolicy, withSpec } from '../../test/__testUtils__';
import { findEdgeRules } from './edge-rules';

const spec = { from: 'staging', to: 'production' };
const edge = { from: 'staging', to: 'production', needsApproval: false };

const policy = (rule: Omit<PromotionRule, 'from' | 'to'>): PromotionPolicy =>
  aPromotionPolicy(
    'policy',
    withSpec({ pipelineRef: 'default', rules: [{ ...spec, ...rule }] }),
  );

const find = (
  changes: Partial<Parameters<typeof findEdgeRules>[1]>,
  type?: 'RollBack',
) =>
  findEdgeRules(
    { ...spec, ...(type && { type, from: spec.to }) },
    { edges: [edge], policies: [], environmentPolicies: undefined, ...changes },
  );

describe('findEdgeRules', () => {
  it('asks for nothing by default', () => {
    expect(find({})).toEqual({
      approvers: [],
      gates: [],
      freezeWindows: [],
      strategy: { type: 'Direct' },
      verificationMs: 0,
      expireMs: 7 * 24 * 60 * 60_000,
    });
  });

  it.each([
    ['the pipeline', { edges: [{ ...edge, needsApproval: true }] }],
    ['the environment', { environmentPolicies: { requireApproval: true } }],
  ])('asks for one approval where %s does', (_, changes) => {
    expect(find(changes).approvers).toEqual([{ minApprovals: 1 }]);
  });

  it('asks for the approvals of the policy only where the pipeline asks for one, too', () => {
    const approvers = { minApprovals: 2, users: ['user:default/ana'] };
    const rules = find({
      edges: [{ ...edge, needsApproval: true }],
      policies: [policy({ approvers })],
    });
    expect(rules.approvers).toEqual([approvers]);
  });

  it('combines several policies', () => {
    const rules = find({
      policies: [
        policy({
          approvers: { minApprovals: 1 },
          verification: { window: '1m' },
          expireAfter: '2h',
          automaticRollback: { enabled: true, after: '5m' },
        }),
        policy({
          approvers: { minApprovals: 2 },
          verification: { window: '5m' },
          expireAfter: '1h',
          automaticRollback: { enabled: true, after: '1m' },
          strategy: { type: 'BlueGreen' },
        }),
      ],
    });
    expect(rules).toMatchObject({
      approvers: [{ minApprovals: 1 }, { minApprovals: 2 }],
      verificationMs: 300_000,
      expireMs: 3_600_000,
      automaticRollback: { afterMs: 60_000 },
      strategy: { type: 'BlueGreen' },
    });
  });

  it('ignores rules of other edges', () => {
    const other = aPromotionPolicy(
      'policy',
      withSpec({
        pipelineRef: 'default',
        rules: [
          {
            from: 'development',
            to: 'staging',
            approvers: { minApprovals: 1 },
          },
        ],
      }),
    );
    expect(find({ policies: [other] }).approvers).toEqual([]);
  });

  it('has a gate for the policies of the environment', () => {
    expect(
      find({ environmentPolicies: { allowedClasses: ['default'] } }).gates,
    ).toEqual([{ name: 'environment-policy', type: 'EnvironmentPolicy' }]);
    expect(
      find({ environmentPolicies: { requireApproval: true } }).gates,
    ).toEqual([]);
  });

  it('asks a roll back for approvals only where the rule says so', () => {
    const approvers = { minApprovals: 1, groups: ['group:default/leads'] };
    const gates: PromotionRule['qualityGates'] = [
      { name: 'digest', type: 'ImageDigest' },
    ];
    const free = policy({ approvers, qualityGates: gates });
    expect(find({ policies: [free] }, 'RollBack')).toMatchObject({
      approvers: [],
      gates: [],
    });
    const bound = policy({ approvers, rollback: { requiresApproval: true } });
    expect(find({ policies: [bound] }, 'RollBack').approvers).toEqual([
      approvers,
    ]);
  });
});
