import {
  aServiceBinding,
  aWebApplicationBinding,
  ofComponent,
  withSpec,
} from '../../test/__testUtils__';
import { DeployableContent } from '../artifact/artifact';
import { deployableContent } from '../binding/binding';
import { classTypes } from '../component-type/binding-types';
import { canaryObstacle } from './canary-obstacle';

const [service, webApplication, task] = classTypes;

function aService(spec: Record<string, unknown>) {
  return aServiceBinding(
    'greeter-production',
    ofComponent('greeter'),
    withSpec({ environment: 'production', ...spec }),
  );
}

const workload = (endpoints: object) => ({
  workloadSpec: {
    containers: { main: { image: 'registry.test/greeter:1' } },
    endpoints,
  },
});

const contentOf = (spec: Record<string, unknown>): DeployableContent =>
  deployableContent('ServiceBinding', aService(spec));

const restApi = (backend: object) => ({
  api: { className: 'default', type: 'REST', rest: { backend } },
});
const endpoints = { api: { type: 'REST', port: 8080 } };
const running = aService({
  ...workload(endpoints),
  apis: restApi({ port: 8080, basePath: '/v1' }),
});

describe('canaryObstacle', () => {
  it('is undefined for a release with the routes of the one that runs', () => {
    const content = contentOf({
      ...workload({ ...endpoints, more: { type: 'REST', port: 9090 } }),
      apis: restApi({ port: 8080, basePath: 'v1' }),
    });
    expect(canaryObstacle(service, running, content)).toBeUndefined();
  });

  it('is undefined for a gRPC API, and the missing route of a TCP API', () => {
    const obstacle = (type: string) => {
      const spec = workload({
        api: { type, port: 9000, visibility: ['organization'] },
      });
      return canaryObstacle(service, aService(spec), contentOf(spec));
    };
    expect(obstacle('gRPC')).toBeUndefined();
    expect(obstacle('TCP')).toContain('has no HTTP or gRPC route');
  });

  it('is the missing route of a component that is not exposed', () => {
    const spec = workload(endpoints);
    expect(canaryObstacle(service, aService(spec), contentOf(spec))).toBe(
      '"greeter" has no HTTP or gRPC route to its pods in production, so that a gateway cannot divide its requests between two releases. Use the strategy Direct.',
    );
  });

  it('is the missing route of an API that proxies a URL', () => {
    const spec = {
      ...workload(endpoints),
      apis: restApi({ port: 0, target: { url: 'https://api.example.com' } }),
    };
    expect(canaryObstacle(service, aService(spec), contentOf(spec))).toContain(
      'has no HTTP or gRPC route to its pods',
    );
  });

  it.each([
    ['base path', restApi({ port: 8080, basePath: '/v2' })],
    ['port', restApi({ port: 9090, basePath: '/v1' })],
    ['existence', {}],
  ])('is a change of the %s of an API', (_, apis) => {
    expect(
      canaryObstacle(
        service,
        running,
        contentOf({ ...workload(endpoints), apis }),
      ),
    ).toBe(
      'The release does not serve "api" at port 8080 and base path /v1 as what "greeter" runs in production, so that one route cannot lead to both. Use the strategy Direct.',
    );
  });

  it('considers the overrides of the environment for both releases', () => {
    const binding = {
      ...running,
      spec: {
        ...running.spec,
        envOverrides: { apis: { api: { rest: { backend: { port: 9090 } } } } },
      },
    };
    const content = contentOf({
      ...workload(endpoints),
      apis: restApi({ port: 7070, basePath: '/v1' }),
    });
    expect(canaryObstacle(service, binding, content)).toBeUndefined();
  });

  it.each([
    ['Suspend', 'suspended'],
    ['Undeploy', 'undeployed'],
  ] as const)('is the state %s of the binding', (releaseState, text) => {
    const binding = { ...running, spec: { ...running.spec, releaseState } };
    expect(
      canaryObstacle(
        service,
        binding,
        deployableContent('ServiceBinding', running),
      ),
    ).toContain(`"greeter" is ${text} in production`);
  });

  it('compares the endpoint of a web application that has the route', () => {
    const web = (port: number) =>
      aWebApplicationBinding(
        'site-production',
        ofComponent('site'),
        withSpec({
          environment: 'production',
          ...workload({
            admin: { type: 'HTTP', port: 9090, visibility: ['project'] },
            page: { type: 'HTTP', port },
          }),
        }),
      );
    const content = (port: number) =>
      deployableContent('WebApplicationBinding', web(port));
    expect(
      canaryObstacle(webApplication, web(8080), content(8080)),
    ).toBeUndefined();
    expect(canaryObstacle(webApplication, web(8080), content(8081))).toContain(
      'The release does not serve "page" at port 8080 as what "site" runs',
    );
  });

  it('is the type of a scheduled task, and of another release', () => {
    const content = deployableContent('ScheduledTaskBinding', running);
    expect(canaryObstacle(task, running, content)).toContain(
      '"greeter" is a scheduled task',
    );
    expect(canaryObstacle(service, running, content)).toContain(
      'The release is for a ScheduledTaskBinding and not for a ServiceBinding',
    );
  });
});
