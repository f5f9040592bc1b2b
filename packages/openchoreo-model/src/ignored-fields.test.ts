import { hasIgnoredFields, ignoredFields } from './ignored-fields';
import { apiClassKind } from './kinds/api-class';
import { componentKind } from './kinds/component';
import { dataPlaneKind } from './kinds/data-plane';
import { environmentKind } from './kinds/environment';
import { promotionPolicyKind } from './kinds/promotion-policy';

describe('ignoredFields', () => {
  it('returns the fields of an Environment that have no effect', () => {
    const spec = {
      dataPlaneRef: 'default',
      policies: { maxReplicas: 3, requireSigned: false },
    };
    expect(ignoredFields(environmentKind, { spec })).toEqual([
      'spec.policies.maxReplicas',
    ]);
  });

  it('returns fields in lists, and not those that have an effect', () => {
    const approvers = { minApprovals: 2, groups: ['group:default/leads'] };
    const spec = {
      pipelineRef: 'default',
      historyLimit: 5,
      rules: [
        { from: 'a', to: 'b', approvers: { minApprovals: 1 } },
        { from: 'b', to: 'c', approvers, qualityGates: [{ name: 'healthy' }] },
      ],
    };
    expect(ignoredFields(promotionPolicyKind, { spec })).toEqual([
      'spec.rules[1].approvers.groups',
      'spec.rules[1].qualityGates',
    ]);
  });

  it('returns no required fields', () => {
    const spec = { registry: { prefix: 'registry.test' }, gateway: {} };
    expect(ignoredFields(dataPlaneKind, { spec })).toEqual([]);
  });

  it('returns nothing for an object without a spec', () => {
    expect(ignoredFields(componentKind, {})).toEqual([]);
  });
});

describe('hasIgnoredFields', () => {
  it('is whether a kind has fields that have no effect', () => {
    expect(hasIgnoredFields(environmentKind)).toBe(true);
    expect(hasIgnoredFields(promotionPolicyKind)).toBe(true);
    expect(hasIgnoredFields(apiClassKind)).toBe(false);
  });
});
