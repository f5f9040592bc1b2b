import type { ConfigurationValue } from '@promenade/openchoreo-model';
import { aComponent, aDeployment, now } from '../../__testUtils__/snapshots';
import type {
  ComponentSnapshot,
  EnvironmentVariable,
} from '../../domain/ComponentSnapshot';
import { noOverviews } from '../../domain/OverviewSource';
import { noPromotions } from '../../domain/PromotionSource';
import { OpenChoreoViews } from '../OpenChoreoViews';

const ref = { organization: 'acme', project: 'shop', component: 'greeter' };

const fromGroup = (key: string): EnvironmentVariable => ({
  key: key.toLocaleUpperCase('en'),
  from: { source: 'configuration group', name: 'mail', key },
});

const contents = (env: EnvironmentVariable[]) => ({
  containers: { main: { image: 'registry.test/app:9', tag: '9', env } },
  endpoints: {},
  connections: {
    orders: { type: 'api', params: {}, injects: ['ORDERS_URL'] },
  },
  apis: {},
});

/** The configuration of a component, with a configuration group that has these values in staging. */
function configurationOf(
  snapshot: ComponentSnapshot,
  environment: string,
  values: Readonly<Record<string, ConfigurationValue>> = {},
) {
  const views = new OpenChoreoViews(
    {
      snapshot: each => (each.component === 'greeter' ? snapshot : undefined),
      organization: () => undefined,
      projects: () => [],
      freshness: () => ({ status: 'live' }),
      promotions: noPromotions,
      overviews: {
        ...noOverviews,
        configurationValue: (_organization, where, { key }) =>
          where === 'staging' ? values[key] : undefined,
      },
    },
    () => now,
  );
  return views.overviews.configuration(ref, environment);
}

describe('the configuration of a component', () => {
  const released = [
    { key: 'GREETING', value: 'Hello' },
    fromGroup('host'),
    fromGroup('password'),
    fromGroup('port'),
    { key: 'TOKEN', from: { source: 'secret' as const, name: 's', key: 'k' } },
  ];
  const component = aComponent({
    workload: contents([{ key: 'GREETING', value: 'Hi' }]),
    deployments: [
      aDeployment('development', { contents: contents([]) }),
      aDeployment('staging', {
        contents: contents(released),
        overrides: {
          replicas: 3,
          containers: {
            main: { env: [{ key: 'GREETING', value: 'Good day' }] },
          },
          apis: {},
        },
      }),
    ],
  });

  it('is that of the next release in the first environment', () => {
    expect(configurationOf(component, 'development')).toMatchObject({
      isFirst: true,
      isDeployed: true,
      containers: [{ variables: [{ key: 'GREETING', value: 'Hi' }] }],
      connections: [{ name: 'orders', variables: ['ORDERS_URL'] }],
    });
  });

  it('has the values and overrides of an environment, and no secret', () => {
    const { containers, overrides, isFirst } = configurationOf(
      component,
      'staging',
      { host: { plain: 'smtp' }, password: { vaultKey: 'secret/mail' } },
    );
    const mail = (key: string) => ({ name: 'mail', key });
    expect(isFirst).toBe(false);
    expect(containers[0].variables).toEqual([
      {
        key: 'GREETING',
        value: 'Good day',
        isOverride: true,
        replaces: 'Hello',
      },
      { key: 'HOST', value: 'smtp', group: mail('host'), isOverride: false },
      {
        key: 'PASSWORD',
        secret: 'secret/mail',
        group: mail('password'),
        isOverride: false,
      },
      {
        key: 'PORT',
        group: mail('port'),
        isOverride: false,
        problem: expect.stringContaining('mail has no value of port'),
      },
      { key: 'TOKEN', secret: 'k of the Secret s', isOverride: false },
    ]);
    expect(overrides).toEqual([{ name: 'replicas', value: '3' }]);
  });

  it('is empty where nothing is deployed', () => {
    expect(configurationOf(component, 'production')).toMatchObject({
      isProduction: true,
      isDeployed: false,
      containers: [],
    });
  });

  it('is not found for an environment that does not exist', () => {
    expect(() => configurationOf(component, 'qa')).toThrow(
      'There is no environment qa in acme',
    );
  });
});
