import {
  aComponent,
  aDeployment,
  anEnvironment,
  aPromotion,
  edge,
} from '../__testUtils__/snapshots';
import type { ReleaseContents } from '../domain/ComponentSnapshot';
import { noPromotions } from '../domain/PromotionSource';
import { promotionPlan, requestedPromotionPlan } from './promotionPlan';

const contents = (parts: Partial<ReleaseContents> = {}): ReleaseContents => ({
  className: 'default',
  containers: {},
  endpoints: {},
  connections: {},
  apis: {},
  ...parts,
});

function changes(before: ReleaseContents | undefined, after: ReleaseContents) {
  const deployments = [
    aDeployment('development', {
      contents: after,
      release: { hash: 'b'.repeat(64) },
    }),
    ...(before ? [aDeployment('staging', { contents: before })] : []),
  ];
  return promotionPlan(aComponent({ deployments }), {
    from: 'development',
    to: 'staging',
  }).changes;
}

const container = (
  image: string,
  env: ReleaseContents['containers'][string]['env'] = [],
) => contents({ containers: { main: { image, tag: 'latest', env } } });

/** A hidden value, with the hash that tells it apart. */
const hidden = expect.stringMatching(/^hidden value \([0-9a-f]{8}\)$/);

describe('promotionPlan', () => {
  it('has the gates and the approvals of the path', () => {
    const gates = [
      { name: 'tested', type: 'Manual', state: 'Pending' as const },
    ];
    const approval = { count: 2, missing: 2, allowsSelfApproval: false };
    const snapshot = aComponent({
      edges: [{ ...edge('development', 'staging', true), gates, approval }],
    });
    expect(
      promotionPlan(snapshot, { from: 'development', to: 'staging' }),
    ).toMatchObject({ gates, requiredApproval: approval });
  });

  it('warns about a promotion that waits, and is blocked by one that is rolled out', () => {
    const planWith = (phase: 'AwaitingApproval' | 'Progressing') => {
      const requestedBy = 'user:default/rob';
      const snapshot = aComponent({
        deployments: [aDeployment('development')],
        promotions: [aPromotion({ phase, requestedBy })],
      });
      return promotionPlan(snapshot, { from: 'development', to: 'staging' });
    };
    expect(planWith('AwaitingApproval')).toMatchObject({
      blockers: [],
      warnings: [
        {
          reason: 'SupersedesPromotion',
          message:
            'A promotion to staging waits, which user:default/rob requested. It ends, because this one is newer.',
        },
      ],
    });
    expect(planWith('Progressing')).toMatchObject({
      blockers: [{ reason: 'PromotionRunning' }],
      warnings: [],
    });
  });

  it('of a promotion that was requested compares its release with the target, or with what it has replaced', () => {
    const details = (letter: string, value: string) => ({
      name: `greeter-${letter}`,
      hash: letter.repeat(64),
      contents: container(`registry.test/app:${letter}`, [
        { key: 'TOKEN', value },
      ]),
    });
    const source = {
      ...noPromotions,
      releases: () => ({
        before: details('b', 'old'),
        after: details('c', 'new'),
      }),
    };
    const snapshot = aComponent({
      deployments: [
        aDeployment('staging', {
          contents: container('registry.test/app:a', [
            { key: 'TOKEN', value: 'current' },
          ]),
        }),
      ],
    });
    const planOf = (phase: 'AwaitingApproval' | 'Succeeded') =>
      requestedPromotionPlan(snapshot, source, aPromotion({ phase }));
    expect(planOf('AwaitingApproval')).toMatchObject({
      release: { short: 'ccccccc', images: ['registry.test/app:c'] },
      changes: [
        { before: 'registry.test/app:a', after: 'registry.test/app:c' },
        { path: 'main: TOKEN', before: hidden, after: hidden },
      ],
    });
    expect(planOf('Succeeded').changes).toMatchObject([
      { before: 'registry.test/app:b', after: 'registry.test/app:c' },
      { path: 'main: TOKEN', before: hidden, after: hidden },
    ]);
  });

  it('names the promoted and the replaced release', () => {
    const snapshot = aComponent({
      edges: [edge('development', 'staging', true)],
      deployments: [
        aDeployment('development', { release: { hash: 'b'.repeat(64) } }),
        aDeployment('staging'),
      ],
    });
    expect(
      promotionPlan(snapshot, { from: 'development', to: 'staging' }),
    ).toMatchObject({
      release: { short: 'bbbbbbb', images: ['registry.test/app:9'] },
      replaces: { short: 'aaaaaaa' },
      blockers: [],
      requiresApproval: true,
    });
  });

  it('shows an image before and after', () => {
    expect(changes(container('app:1'), container('app:2'))).toEqual([
      { area: 'images', path: 'main', before: 'app:1', after: 'app:2' },
    ]);
  });

  it('shows variables that were added, changed and removed', () => {
    expect(
      changes(
        container('app:1', [
          { key: 'GONE', value: '1' },
          { key: 'LEVEL', value: 'info' },
        ]),
        container('app:1', [
          { key: 'LEVEL', value: 'debug' },
          { key: 'NEW', value: '2' },
        ]),
      ),
    ).toEqual([
      { area: 'configuration', path: 'main: GONE', before: hidden },
      {
        area: 'configuration',
        path: 'main: LEVEL',
        before: hidden,
        after: hidden,
      },
      { area: 'configuration', path: 'main: NEW', after: hidden },
    ]);
  });

  it('shows the source of a value and not the value', () => {
    const from = { source: 'secret', name: 'db', key: 'password' } as const;
    expect(
      changes(undefined, container('app:1', [{ key: 'DB', from }])),
    ).toContainEqual({
      area: 'configuration',
      path: 'main: DB',
      after: 'password of secret db',
    });
  });

  it.each([
    'DB_PASSWORD',
    'PGPASSWORD',
    'MYSQL_PWD',
    'dbPassword',
    'accessToken',
    'DATABASE_URL',
    'LOG_LEVEL',
  ])('hides the literal value of %s, and shows that it differs', key => {
    const [change, ...others] = changes(
      container('app:1', [{ key, value: 'hunter2' }]),
      container('app:1', [{ key, value: 'hunter3' }]),
    );
    expect(others).toEqual([]);
    expect(change).toEqual({
      area: 'configuration',
      path: `main: ${key}`,
      before: hidden,
      after: hidden,
    });
    expect(change.before).not.toBe(change.after);
  });

  it('hides arguments and commands, which may have secrets, too', () => {
    const withArguments = (password: string) =>
      contents({
        containers: {
          main: {
            image: 'app:1',
            tag: '1',
            command: ['sh', '-c', `run ${password}`],
            args: [`--password=${password}`],
            env: [],
          },
        },
      });
    const text = JSON.stringify(
      changes(withArguments('hunter2'), withArguments('hunter3')),
    );
    expect(text).toContain('main: command');
    expect(text).toContain('main: arguments');
    expect(text).not.toContain('hunter');
  });

  it('shows an empty value as such', () => {
    expect(
      changes(undefined, container('app:1', [{ key: 'EMPTY', value: '' }])),
    ).toContainEqual(
      expect.objectContaining({ path: 'main: EMPTY', after: '(empty)' }),
    );
  });

  it('compares connections, exposure and policies', () => {
    const before = contents({
      apis: { api: { type: 'REST', className: 'open', exposeLevels: [] } },
    });
    const after = contents({
      connections: {
        catalog: {
          type: 'api',
          params: { componentName: 'catalog', endpoint: 'http' },
          injects: ['CATALOG_URL'],
        },
      },
      endpoints: { http: { type: 'REST', port: 8080 } },
      apis: {
        api: {
          type: 'REST',
          className: 'strict',
          exposeLevels: ['Organization'],
          basePath: '/v1',
          port: 8080,
        },
      },
    });
    expect(changes(before, after)).toEqual([
      {
        area: 'connections',
        path: 'catalog',
        after: 'api to catalog / http, gives CATALOG_URL',
      },
      {
        area: 'exposure',
        path: 'API api',
        before: 'Public at /',
        after: 'Organization at /v1 on port 8080',
      },
      { area: 'exposure', path: 'endpoint http', after: 'REST on port 8080' },
      {
        area: 'policies',
        path: 'API api: class',
        before: 'open',
        after: 'strict',
      },
    ]);
  });

  it('has no changes and a blocker where there is nothing to promote', () => {
    expect(
      promotionPlan(aComponent(), { from: 'development', to: 'staging' }),
    ).toMatchObject({
      release: undefined,
      changes: [],
      blockers: [
        {
          reason: 'NothingToPromote',
          message: 'Nothing is deployed in development.',
        },
      ],
    });
  });

  it('has a blocker for a path that is not in the pipeline', () => {
    const plan = promotionPlan(
      aComponent({ deployments: [aDeployment('development')] }),
      { from: 'development', to: 'production' },
    );
    expect(plan.blockers).toEqual([
      {
        reason: 'NoSuchPath',
        message: 'The pipeline does not lead from development to production.',
      },
    ]);
  });

  describe('warns of a connection', () => {
    const connecting = (params: Record<string, string>) =>
      aDeployment('development', {
        contents: contents({
          connections: { lines: { type: 'api', params, injects: [] } },
        }),
      });
    const warnings = (
      params: Record<string, string>,
      endpoints: [string, string[]][] = [],
    ) =>
      promotionPlan(
        aComponent({
          deployments: [connecting(params)],
          peers: [
            {
              project: 'shop',
              component: 'timetable',
              endpoints: new Map(endpoints),
            },
          ],
          environments: [
            anEnvironment('development'),
            anEnvironment('staging', { displayName: 'Staging' }),
          ],
        }),
        { from: 'development', to: 'staging' },
      ).warnings;
    const toLines = { componentName: 'timetable', endpoint: 'lines' };

    it('for a target that is not deployed there', () => {
      expect(warnings(toLines, [['development', ['lines']]])).toEqual([
        {
          reason: 'ConnectionTargetNotRunning',
          message:
            'greeter connects to timetable (endpoint lines), which does not run in Staging. Promote timetable first, or together with it.',
        },
      ]);
    });

    it('for an endpoint that the deployed release does not have', () => {
      expect(warnings(toLines, [['staging', ['stops']]])).toMatchObject([
        { reason: 'ConnectionEndpointMissing' },
      ]);
    });

    it('for another project, by its name', () => {
      const [{ message }] = warnings({ ...toLines, projectName: 'rail' });
      expect(message).toContain('timetable of project rail (endpoint lines)');
    });

    it('for a managed resource that does not define the environment', () => {
      const warningsOf = (...described: string[]) =>
        promotionPlan(
          aComponent({
            deployments: [
              aDeployment('development', {
                contents: contents({
                  connections: {
                    database: {
                      type: 'managed',
                      params: { resource: 'orders' },
                      injects: [],
                    },
                  },
                }),
              }),
            ],
            managedResources: new Map([['orders', described]]),
          }),
          { from: 'development', to: 'staging' },
        ).warnings;
      expect(warningsOf('development')).toMatchObject([
        { reason: 'ManagedResourceNotDescribed' },
      ]);
      expect(warningsOf('development', 'staging')).toEqual([]);
    });

    it('but not for deployed targets and not for itself', () => {
      expect(warnings(toLines, [['staging', ['lines']]])).toEqual([]);
      expect(warnings({ componentName: 'greeter' })).toEqual([]);
    });
  });
});
