import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import {
  aComponent,
  aDeployment,
  anApi,
  anEnvironment,
  now,
} from '../__testUtils__/snapshots';
import type { ApiClassSnapshot } from '../domain/ApiClassSnapshot';
import type { ComponentUnit } from '../domain/CatalogUnit';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { componentApis } from './componentApis';

const unit: ComponentUnit = {
  type: 'component',
  organization: 'acme',
  name: 'greeter',
  resourceKind: 'Component',
  owners: [],
  project: 'shop',
  componentType: 'Service',
  endpoints: [
    {
      name: 'http',
      type: 'REST',
      port: 8080,
      version: 'v1',
      definition: 'paths: { /greet: { get: { summary: Greet } } }',
      declaredBy: { kind: 'Workload', name: 'greeter' },
    },
    {
      name: 'http',
      type: 'gRPC',
      port: 1,
      declaredBy: { kind: 'Workload', name: 'other' },
    },
  ],
  apis: ['weather'],
  connections: { components: [], endpoints: [], managedResources: [] },
};

const weather = {
  type: 'api' as const,
  organization: 'acme',
  name: 'weather',
  resourceKind: 'API',
  owners: [],
  project: 'shop',
  component: 'greeter',
  apiType: 'REST',
  target: 'https://weather.test',
};

const apiClass: ApiClassSnapshot = {
  name: 'strict',
  policies: {
    organization: [],
    public: [{ type: 'rateLimit', text: '10 requests in 1m' }],
  },
};

const access = (visibility: 'project' | 'public', url: string) => ({
  name: 'http',
  type: 'REST',
  visibility,
  url,
});

function apisOf(snapshot: ComponentSnapshot, apis = [weather]) {
  const view = componentApis(
    snapshot,
    { component: unit, apis },
    () => new Map([['http', apiClass]]),
  );
  return reads.getApis.output.parse({ apis: view, asOf: now.toISOString() })
    .apis;
}

describe('componentApis', () => {
  it('has an endpoint once, with its definition and class', () => {
    expect(apisOf(aComponent(), [])).toEqual([
      expect.objectContaining({
        name: 'http',
        isStandalone: false,
        entityRef: 'api:acme/greeter.http',
        type: 'REST',
        port: 8080,
        version: 'v1',
        className: 'strict',
        hasDefinition: true,
        operations: [{ method: 'GET', path: '/greet', summary: 'Greet' }],
        deployments: [],
      }),
    ]);
  });

  it('has the addresses where it is deployed, with the policies of their gateways', () => {
    const [http] = apisOf(
      aComponent({
        environments: [
          anEnvironment('production', {
            isProduction: true,
            dataPlane: { name: 'default', simulated: false },
          }),
          anEnvironment('development', { displayName: 'Development' }),
        ],
        deployments: [
          aDeployment('production', {
            endpoints: [access('public', 'https://greet.test')],
          }),
          aDeployment('staging', { intent: 'Undeploy' }),
          aDeployment('development', {
            endpoints: [
              access('public', 'https://dev.greet.test'),
              access('project', 'http://greeter:8080'),
              { ...access('public', 'https://other.test'), name: 'other' },
            ],
          }),
        ],
      }),
    );
    expect(http.deployments).toEqual([
      expect.objectContaining({
        environment: 'development',
        displayName: 'Development',
        isSimulated: true,
        addresses: [
          {
            visibility: 'public',
            url: 'https://dev.greet.test',
            policies: [{ type: 'rateLimit', text: '10 requests in 1m' }],
          },
          { visibility: 'project', url: 'http://greeter:8080', policies: [] },
        ],
      }),
      expect.objectContaining({
        environment: 'production',
        isProduction: true,
        isSimulated: false,
      }),
    ]);
  });

  it('has a standalone API where it is, with its own state', () => {
    const [, api] = apisOf(
      aComponent({
        apis: [
          anApi(undefined, [
            { ...access('public', 'https://weather.test'), name: 'weather' },
          ]),
        ],
      }),
    );
    expect(api).toMatchObject({
      name: 'weather',
      isStandalone: true,
      entityRef: 'api:acme/weather',
      hasDefinition: false,
      deployments: [{ environment: 'development', state: 'Progressing' }],
    });
  });
});
