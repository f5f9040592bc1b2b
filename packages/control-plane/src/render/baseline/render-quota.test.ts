import { aProject } from '../../test/__testUtils__';
import { findQuotaProblems, renderQuota, type Quota } from './render-quota';

const specs = (quota: Quota) =>
  renderQuota(aProject('shop'), 'development', quota).map(
    ({ id, object: { kind, spec } }) => ({ id, kind, spec }),
  );

describe('the quota of a cell', () => {
  it('is a ResourceQuota with canonical amounts', () => {
    expect(specs({ pods: 20, 'count/jobs.batch': '1000m' })).toEqual([
      {
        id: 'quota',
        kind: 'ResourceQuota',
        spec: { hard: { pods: '20', 'count/jobs.batch': '1' } },
      },
    ]);
  });

  it('has defaults for containers, of the resources that it limits', () => {
    const [, limits] = specs({ 'limits.cpu': '4', memory: '8Gi' });
    expect(limits).toEqual({
      id: 'limits',
      kind: 'LimitRange',
      spec: {
        limits: [
          {
            type: 'Container',
            default: { cpu: '500m' },
            defaultRequest: { cpu: '100m', memory: '128Mi' },
          },
        ],
      },
    });
  });

  it('has no default beyond the quota, which would reject each pod', () => {
    const [, limits] = specs({ 'limits.cpu': '200m', 'requests.cpu': '50m' });
    expect(limits.spec).toMatchObject({
      limits: [{ default: { cpu: '200m' }, defaultRequest: { cpu: '50m' } }],
    });
  });

  it.each([
    ['a lot', 'is not a quantity'],
    ['-1', 'is negative'],
  ])('of %s is a problem that names the field', (amount, problem) => {
    expect(findQuotaProblems({ pods: '10', 'limits.cpu': amount })).toEqual([
      expect.objectContaining({
        field: 'spec.quota["limits.cpu"]',
        message: `"${amount}" ${problem}; write it like 10, 500m or 2Gi`,
      }),
    ]);
  });
});
