import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import {
  aComponent,
  aDeployment,
  anApi,
  now,
} from '../__testUtils__/snapshots';
import type {
  ComponentSnapshot,
  ReleaseContents,
} from '../domain/ComponentSnapshot';
import { componentDescription } from './componentDescription';
import { deployBoard } from './deployBoard';

const contents: ReleaseContents = {
  containers: {
    main: {
      image: 'registry.test/app:10',
      tag: '10',
      env: [
        { key: 'TOKEN', value: 'hunter2' },
        {
          key: 'URL',
          from: { source: 'configuration group', name: 'db', key: 'url' },
        },
        { key: 'KEY', from: { source: 'secret', name: 'db', key: 'password' } },
      ],
    },
  },
  endpoints: { http: { type: 'HTTP', port: 8080 } },
  connections: {
    cart: {
      type: 'api',
      params: { projectName: 'shop', componentName: 'cart', endpoint: 'http' },
      injects: ['CART_URL'],
    },
  },
  apis: {},
};

function describeSnapshot(snapshot: ComponentSnapshot) {
  return reads.describeComponent.output.parse(
    componentDescription(snapshot, deployBoard(snapshot, now), undefined),
  );
}

describe('componentDescription', () => {
  it('has the contents of the workload, and where it runs', () => {
    const deployment = aDeployment('development', {
      overrides: {
        replicas: 3,
        containers: { main: { env: [{ key: 'TOKEN', value: 'swordfish' }] } },
        apis: {},
      },
    });
    const apis = {
      http: { type: 'REST', exposeLevels: ['Public'], basePath: '/greet' },
    };
    const description = describeSnapshot(
      aComponent({
        workload: contents,
        deployments: [
          { ...deployment, contents: { ...deployment.contents, apis } },
        ],
      }),
    );
    expect(description).toMatchObject({
      name: 'greeter',
      type: 'Service',
      containers: [
        {
          name: 'main',
          image: 'registry.test/app:10',
          variables: [
            { key: 'TOKEN' },
            { key: 'URL', from: 'key url of configuration group db' },
            { key: 'KEY', from: 'key password of secret db' },
          ],
        },
      ],
      endpoints: [{ name: 'http', type: 'HTTP', port: 8080 }],
      apis: [
        {
          name: 'http',
          type: 'REST',
          basePath: '/greet',
          exposure: ['Public'],
        },
      ],
      connections: [
        {
          name: 'cart',
          type: 'api',
          target: 'shop / cart / http',
          variables: ['CART_URL'],
        },
      ],
    });
    expect(description.environments).toMatchObject([
      {
        name: 'development',
        state: 'Ready',
        images: ['registry.test/app:9'],
        overrides: ['override: replicas', 'override: main: TOKEN'],
      },
      { name: 'staging', state: 'NotDeployed', images: [], overrides: [] },
      { name: 'production', isProduction: true },
    ]);
    expect(JSON.stringify(description)).not.toMatch(/hunter2|swordfish/);
  });

  it('has the contents of a deployment of a component without a workload', () => {
    const { containers } = describeSnapshot(
      aComponent({ deployments: [aDeployment('staging')] }),
    );
    expect(containers).toMatchObject([{ image: 'registry.test/app:9' }]);
  });

  it('has standalone APIs with the visibility of their addresses', () => {
    const url = 'https://weather.test';
    const endpoints = (['public', 'project'] as const).map(visibility => ({
      name: 'weather',
      type: 'REST',
      visibility,
      url,
    }));
    const { apis } = describeSnapshot(
      aComponent({ apis: [anApi(undefined, endpoints)] }),
    );
    expect(apis).toEqual([
      { name: 'weather', exposure: ['public', 'project'] },
    ]);
  });
});
