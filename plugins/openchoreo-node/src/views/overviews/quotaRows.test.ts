import { quotaRows } from './quotaRows';

const cell = {
  organization: 'acme',
  project: 'shop',
  environment: 'staging',
  namespace: 'dp-acme-shop-staging',
};

describe('quotaRows', () => {
  it('has the part of each amount that is used, by name of the resource', () => {
    expect(
      quotaRows([
        {
          ...cell,
          hard: { pods: '10', 'limits.cpu': '2', 'requests.memory': '1Gi' },
          used: { pods: '9', 'limits.cpu': '500m' },
        },
      ]),
    ).toMatchObject([
      {
        entityRef: 'system:acme/shop',
        resources: [
          { name: 'limits.cpu', hard: '2', used: '500m', ratio: 0.25 },
          { name: 'pods', hard: '10', used: '9', ratio: 0.9 },
          { name: 'requests.memory', hard: '1Gi', used: '0', ratio: 0 },
        ],
      },
    ]);
  });

  it('has no part of an amount of nothing, or of one that it cannot read', () => {
    const [{ resources }] = quotaRows([
      { ...cell, hard: { pods: '0', other: '?' }, used: {} },
    ]);
    expect(resources.map(({ ratio }) => ratio)).toEqual([undefined, undefined]);
  });
});
