import { systemClock } from '@promenade/kube-client';
import {
  PromotionRule,
  deploymentPipelineKind,
  getCondition,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aPipeline,
  aPromotionPolicy,
  reconcileUntilStable,
  testOrganization,
  withEnvironments,
  withSpec,
} from '../../test/__testUtils__';
import { promotionPolicyReconciler } from './reconcile';

type Rule = Omit<PromotionRule, 'approvers'> & { approvers?: object };

const edge = { from: 'staging', to: 'production' };

const policy = (name: string, ...rules: Rule[]) =>
  aPromotionPolicy(name, withSpec({ pipelineRef: 'default', rules }));

const pipeline = aPipeline(
  'default',
  withEnvironments('development', 'staging', 'production'),
);

/** The Ready condition of the policy "gates". */
async function readyIn(cluster: InMemoryCluster, name = 'gates') {
  await reconcileUntilStable(cluster, [
    promotionPolicyKind,
    promotionPolicyReconciler({
      clock: systemClock,
      pipelineKind: deploymentPipelineKind,
    }),
  ]);
  const key = { namespace: testOrganization, name };
  const { status } = cluster.get(promotionPolicyKind, key) ?? {};
  return getCondition(status?.conditions, 'Ready');
}

const readyOf = (...rules: Rule[]) =>
  readyIn(new InMemoryCluster(pipeline, policy('gates', ...rules)));

const prefix = 'Rule from staging to production: ';
const windows = [
  { name: 'nights', schedule: '0 20 * * *', duration: '10h' },
  { name: 'evenings', schedule: '0 18 * * *', duration: '3h' },
];

describe('a promotion policy', () => {
  it('is valid', async () => {
    expect(
      await readyOf(
        { from: 'development', to: 'staging' },
        {
          ...edge,
          approvers: {
            users: ['user:default/ana', 'User:acme/Ben.Lee'],
            groups: ['group:default/release-managers'],
            minApprovals: 3,
          },
          qualityGates: [
            { name: 'a', type: 'Healthy', healthyFor: '10m', timeout: '1h' },
            {
              name: 'b',
              type: 'Webhook',
              webhook: { url: 'https://ci.test/' },
            },
            {
              name: 'c',
              type: 'Metric',
              phase: 'Progressing',
              metric: {
                url: 'http://10.0.0.1:9090',
                query: 'e{c="{{component}}"}',
                max: 0,
              },
            },
            {
              name: 'd',
              type: 'Job',
              job: { template: { template: { spec: { containers: [{}] } } } },
            },
            { name: 'e', type: 'Manual', checklist: ['Tested'] },
          ],
          strategy: {
            type: 'Canary',
            steps: [
              { weight: 0 },
              { weight: 10, pause: '5m' },
              { weight: 100 },
            ],
          },
          freezeWindows: [windows[0]],
          expireAfter: '24h',
          verification: { window: '5m' },
        },
      ),
    ).toMatchObject({
      status: 'True',
      reason: 'PolicyValid',
      message: 'The policy applies.',
    });
  });

  it.each<[string, Partial<Rule>, string]>([
    [
      'a user without kind',
      { approvers: { users: ['ana'] } },
      'approvers.users has "ana", which is no entity reference of a user; write it as user:default/NAME.',
    ],
    [
      'a user without namespace',
      { approvers: { users: ['user:ana'] } },
      'approvers.users has "user:ana", which is no entity reference of a user; write it as user:default/NAME.',
    ],
    [
      'a group among users',
      { approvers: { users: ['group:default/a'] } },
      'approvers.users has "group:default/a", which is no entity reference of a user; write it as user:default/NAME.',
    ],
    [
      'a user among groups',
      { approvers: { groups: ['user:default/a'] } },
      'approvers.groups has "user:default/a", which is no entity reference of a group; write it as group:default/NAME.',
    ],
    [
      'more approvals than different users',
      {
        approvers: {
          users: ['user:default/ana', 'user:default/Ana'],
          minApprovals: 2,
        },
      },
      'minApprovals is 2, but only 1 different user may approve; add users or groups, or lower it.',
    ],
    [
      'gates of the same name',
      {
        qualityGates: [
          { name: 'a', type: 'Healthy' },
          { name: 'a', type: 'ImageDigest' },
        ],
      },
      'Several quality gates have the name "a".',
    ],
    [
      'a metric without limits',
      {
        qualityGates: [
          {
            name: 'a',
            type: 'Metric',
            metric: { url: 'http://a.test', query: 'x' },
          },
        ],
      },
      'Gate "a": metric needs min, max or both.',
    ],
    [
      'limits that exclude each other',
      {
        qualityGates: [
          {
            name: 'a',
            type: 'Metric',
            metric: { url: 'http://a.test', query: 'x', min: 2, max: 1 },
          },
        ],
      },
      'Gate "a": metric.min 2 is more than metric.max 1.',
    ],
    [
      'an unknown placeholder',
      {
        qualityGates: [
          {
            name: 'a',
            type: 'Metric',
            metric: { url: 'http://a.test', query: '{{target}}', min: 2 },
          },
        ],
      },
      'Gate "a": metric.query has the unknown placeholder {{target}}; there are organization, project, component, environment, release.',
    ],
    [
      'a URL with a password',
      {
        qualityGates: [
          {
            name: 'a',
            type: 'Webhook',
            webhook: { url: 'http://ana:hidden@a.test' },
          },
        ],
      },
      'Gate "a": The URL is refused: it contains a user name or password.',
    ],
    [
      'a refused address',
      {
        qualityGates: [
          {
            name: 'a',
            type: 'Webhook',
            webhook: { url: 'http://169.254.169.254/' },
          },
        ],
      },
      'Gate "a": Address 169.254.169.254 is refused: it is a link-local address.',
    ],
    [
      'a check list without items',
      { qualityGates: [{ name: 'a', type: 'Manual', checklist: [] }] },
      'Gate "a": checklist has no items.',
    ],
    [
      'a Job without containers',
      {
        qualityGates: [
          { name: 'a', type: 'Job', job: { template: { containers: [{}] } } },
        ],
      },
      'Gate "a": job.template has no containers in template.spec.containers.',
    ],
    [
      'a gate that is never evaluated',
      { qualityGates: [{ name: 'a', type: 'Healthy', phase: 'Progressing' }] },
      'Gate "a": it is never evaluated, because phase Progressing needs the strategy Canary or BlueGreen.',
    ],
    [
      'a timeout of zero',
      { qualityGates: [{ name: 'a', type: 'Healthy', timeout: '0s' }] },
      'Gate "a": timeout must be more than zero.',
    ],
    [
      'an endless duration',
      { expireAfter: `${'9'.repeat(20)}h` },
      `expireAfter has an invalid duration "${'9'.repeat(
        20,
      )}h"; write it as 48h or 1h30m.`,
    ],
    [
      'weights that do not increase',
      { strategy: { type: 'Canary', steps: [{ weight: 20 }, { weight: 20 }] } },
      'The weights of the steps must increase, but are 20, 20.',
    ],
    [
      'overlapping freeze windows',
      { freezeWindows: windows },
      'Freeze windows "nights" and "evenings" overlap.',
    ],
    [
      'an unknown time zone',
      { freezeWindows: [{ ...windows[0], timeZone: 'Mars/Base' }] },
      'Freeze window "nights" has an unknown time zone "Mars/Base"; use an IANA name, for example Europe/Zurich.',
    ],
  ])('reports %s', async (_, rule, message) => {
    expect(await readyOf({ ...edge, ...rule })).toMatchObject({
      status: 'False',
      reason: 'PolicyInvalid',
      message: `${prefix}${message}`,
    });
  });

  it('reports an edge that the pipeline does not have', async () => {
    expect(
      (await readyOf({ from: 'development', to: 'production' }))?.message,
    ).toBe(
      'Rule from development to production: Pipeline "default" has no such edge; it has development → staging, staging → production.',
    );
  });

  it('reports a pipeline that does not exist, until it does', async () => {
    const cluster = new InMemoryCluster(policy('gates', edge));
    expect((await readyIn(cluster))?.message).toBe(
      'DeploymentPipeline "default" not found; create it, or correct pipelineRef.',
    );
    cluster.apply(aPipeline('default'));
    expect((await readyIn(cluster))?.message).toContain('it has none.');
    cluster.apply(pipeline);
    expect(await readyIn(cluster)).toMatchObject({ status: 'True' });
  });

  it('reports all problems, up to twenty', async () => {
    const two = await readyOf({
      ...edge,
      approvers: { users: ['ana'] },
      freezeWindows: windows,
    });
    expect(two?.message).toBe(
      `${prefix}approvers.users has "ana", which is no entity reference of a user; write it as user:default/NAME. ${prefix}Freeze windows "nights" and "evenings" overlap.`,
    );
    const users = Array.from({ length: 23 }, (_, index) => `u${index}`);
    const many = await readyOf({ ...edge, approvers: { users } });
    expect(many?.message).toMatch(/"u19".*And 3 more problems\.$/);
  });

  it('warns of another policy with a rule for the same edge', async () => {
    const cluster = new InMemoryCluster(
      pipeline,
      policy('gates', { from: 'development', to: 'staging' }, edge),
      policy('windows', edge),
      policy('more', edge),
      aPromotionPolicy(
        'unrelated',
        withSpec({ pipelineRef: 'other', rules: [edge] }),
      ),
    );
    expect(await readyIn(cluster)).toMatchObject({
      status: 'True',
      message:
        'The policy applies. Policies "more", "windows" also have a rule from staging to production: all apply, and the stricter counts.',
    });
    expect((await readyIn(cluster, 'more'))?.message).toContain(
      'Policies "gates", "windows" also have',
    );
  });

  it('allows a gate of the steps of the strategy of another policy', async () => {
    const cluster = new InMemoryCluster(
      pipeline,
      policy('gates', {
        ...edge,
        qualityGates: [{ name: 'a', type: 'Healthy', phase: 'Progressing' }],
      }),
      policy('strategy', { ...edge, strategy: { type: 'BlueGreen' } }),
    );
    expect(await readyIn(cluster)).toMatchObject({ status: 'True' });
  });

  it('writes a status only when it changes', async () => {
    const cluster = new InMemoryCluster(pipeline, policy('gates', edge));
    await readyIn(cluster);
    await readyIn(cluster);
    expect(cluster.writes).toHaveLength(1);
  });
});
