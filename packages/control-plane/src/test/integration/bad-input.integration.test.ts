import {
  Release,
  apiClassKind,
  componentKind,
  releaseKind,
  scheduledTaskBindingKind,
  scheduledTaskClassKind,
  scheduledTaskKind,
  serviceBindingKind,
  serviceClassKind,
  serviceKind,
  webApplicationBindingKind,
} from '@promenade/openchoreo-model';
import {
  Modifier,
  aComponent,
  aScheduledTask,
  aScheduledTaskClass,
  aService,
  aServiceBinding,
  aServiceClass,
  aWebApplicationBinding,
  aWebApplicationClass,
  aWorkload,
  anAPIClass,
  deployedTo,
  withWorkloadName,
  ofComponent,
  withImage,
  withSpec,
} from '../__testUtils__';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { TypedResource } from '../../runtime/read';

jest.setTimeout(120_000);

const image = 'registry.test/app:1';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

/** A service with its own class and APIClass, so that each test changes only these. */
const serviceOf = (name: string, ...parts: Modifier[]) => [
  aServiceClass(name, withSpec({ deploymentTemplate: { replicas: 1 } })),
  anAPIClass(name),
  aComponent(name),
  aWorkload(name, ofComponent(name), withImage(image)),
  aService(
    name,
    ofComponent(name),
    withWorkloadName(name),
    withSpec({
      className: name,
      apis: {
        api: {
          type: 'REST',
          className: name,
          rest: { backend: { port: 8080, basePath: '/v1' } },
        },
      },
    }),
    ...parts,
  ),
];

const taskOf = (name: string) => [
  aScheduledTaskClass(
    name,
    withSpec({ cronJobTemplate: { schedule: '0 3 * * *' } }),
  ),
  aComponent(name, withSpec({ type: 'ScheduledTask' })),
  aWorkload(
    name,
    ofComponent(name),
    withSpec({ containers: { main: { image } } }),
  ),
  aScheduledTask(
    name,
    ofComponent(name),
    withWorkloadName(name),
    withSpec({ className: name }),
  ),
];

/** Waits until a component runs, and remembers what runs. */
async function good(name: string): Promise<Release> {
  await platform.waitForCondition(componentKind, name, { status: 'True' });
  return platform.waitFor(releaseKind, name, () => true);
}

/** The Release of the last good state is there still, untouched. */
async function expectUntouched({ metadata, spec }: Release): Promise<void> {
  await platform.waitUntilIdle();
  const now = await platform.waitFor(releaseKind, metadata.name, () => true);
  expect(now.spec).toEqual(spec);
  expect(now.metadata).toMatchObject({
    uid: metadata.uid,
    generation: metadata.generation,
  });
}

describe('a rejection by the API server', () => {
  /** More than half of what the API server stores as one object. */
  const large = 'x'.repeat(900_000);
  /** API servers word it differently, because it is etcd that rejects the object of a real one. */
  const tooLarge = 'is too large';

  it('is reported by a binding in the words of OpenChoreo', async () => {
    await platform.apply(
      aServiceClass(
        'large',
        withSpec({
          deploymentTemplate: {
            template: { metadata: { annotations: { large } } },
          },
        }),
      ),
      aServiceBinding(
        'refused',
        ofComponent('refused'),
        deployedTo('development', image),
        withSpec({
          className: 'large',
          workloadSpec: { containers: { main: { image, args: [large] } } },
        }),
      ),
    );
    const message = await platform.waitForCondition(
      serviceBindingKind,
      'refused',
      { status: 'False', reason: 'ReleaseCreationFailed' },
    );
    expect(message).toMatch(/^failed to create release "refused": /);
    expect(message).toContain(tooLarge);
  });

  it('is reported by the service of the binding', async () => {
    await platform.apply(
      aComponent('unbound'),
      aWorkload(
        'unbound',
        ofComponent('unbound'),
        withSpec({ containers: { main: { image, args: [large] } } }),
      ),
      aService(
        'unbound',
        ofComponent('unbound'),
        withWorkloadName('unbound'),
        withSpec({ parameters: { large } }),
      ),
    );
    const message = await platform.waitForCondition(serviceKind, 'unbound', {
      status: 'False',
      reason: 'BindingRefused',
    });
    expect(message).toContain(tooLarge);
  });
});

describe('two bindings with one name', () => {
  it('do not share a Release: the first one keeps it', async () => {
    const development = deployedTo('development', image);
    const state = (releaseState: string) =>
      platform.patch(serviceBindingKind, 'shared', { releaseState });
    await platform.apply(
      aWebApplicationClass('default'),
      aServiceBinding('shared', ofComponent('shared'), development),
    );
    await platform.waitForCondition(serviceBindingKind, 'shared', {
      status: 'True',
    });
    await platform.apply(
      aWebApplicationBinding('shared', ofComponent('shared'), development),
    );
    await platform.waitForCondition(webApplicationBindingKind, 'shared', {
      status: 'False',
      reason: 'ReleaseTaken',
    });
    await state('Undeploy');
    await platform.waitForCondition(webApplicationBindingKind, 'shared', {
      status: 'True',
    });
    await state('Active');
    const message = await platform.waitForCondition(
      serviceBindingKind,
      'shared',
      { status: 'False', reason: 'ReleaseTaken' },
    );
    expect(message).toContain('belongs to WebApplicationBinding "shared"');
  });
});

/** The invalid fields of policies, classes and services, and the expected messages. */
interface Spoilt {
  readonly kind: TypedResource<unknown>;
  readonly wrong: Record<string, unknown>;
  readonly right: Record<string, unknown>;
  readonly says: string;
}

const policy = (defaults: object | null) => ({ restPolicy: { defaults } });

const spoilt: Record<string, Spoilt> = {
  'a range of addresses that is none': {
    kind: apiClassKind,
    wrong: policy({ security: { allowedIPs: ['10.0.0.0/33'] } }),
    right: policy({ security: null }),
    says: 'spec.restPolicy.security.allowedIPs: "10.0.0.0/33" is not an address range; write it like 10.0.0.0/8 or 192.0.2.1/32',
  },
  'a length of time that is none': {
    kind: apiClassKind,
    wrong: policy({ rateLimit: { requests: 5, window: '1d' } }),
    right: policy({ rateLimit: null }),
    says: 'spec.restPolicy.rateLimit.window: "1d" is not a duration; write it like 1s, 1m or 1h',
  },
  'tokens without a key set': {
    kind: apiClassKind,
    wrong: policy({ authentication: { type: 'jwt' } }),
    right: policy({ authentication: null }),
    says: 'spec.restPolicy.authentication.jwt: authentication of type jwt needs jwks and issuer; set authentication.jwt',
  },
  'an amount that is none': {
    kind: serviceClassKind,
    wrong: {
      deploymentTemplate: {
        template: {
          spec: {
            containers: [
              { name: 'main', resources: { limits: { memory: '64MB' } } },
            ],
          },
        },
      },
    },
    right: { deploymentTemplate: { template: null } },
    says: 'spec.deploymentTemplate.template.spec.containers[main].resources.limits.memory: "64MB" is not a quantity; write it like 500m, 2 or 128Mi',
  },
  'two APIs on one host and path': {
    kind: serviceKind,
    wrong: {
      apis: {
        other: {
          type: 'REST',
          className: 'default',
          rest: { backend: { port: 8080, basePath: '/v1' } },
        },
      },
    },
    right: { apis: { other: null } },
    says: 'spec.apis.other.rest.backend.basePath: path /shop/two-apis-on-one-host-and-path/v1 is already taken by API "api" at level Public; use another basePath for one of them',
  },
  'a base path that leads to another component': {
    kind: serviceKind,
    wrong: { apis: { api: { rest: { backend: { basePath: '/../other' } } } } },
    right: { apis: { api: { rest: { backend: { basePath: '/v1' } } } } },
    says: 'spec.apis.api.rest.backend.basePath: it resolves to /shop/other, outside /shop/a-base-path-that-leads-to-another-component; remove ".."',
  },
};

const nameOf = (input: string) => input.toLowerCase().replaceAll(' ', '-');

describe('invalid input is reported with its field, and the Release is kept', () => {
  beforeAll(() => platform.apply(anAPIClass('default')));

  it.each(Object.entries(spoilt))('%s', async (input, step) => {
    const name = nameOf(input);
    await platform.apply(...serviceOf(name));
    const before = await good(name);

    await platform.patch(step.kind, name, step.wrong);
    expect(
      await platform.waitForCondition(serviceBindingKind, name, {
        status: 'False',
        reason: 'InvalidConfiguration',
      }),
    ).toContain(step.says);
    await expectUntouched(before);

    await platform.patch(step.kind, name, step.right);
    await platform.waitForCondition(componentKind, name, { status: 'True' });
  });

  it('a cron expression that never fires', async () => {
    await platform.apply(...taskOf('never'));
    const before = await good('never');

    await platform.patch(scheduledTaskKind, 'never', {
      schedule: '0 0 31 2 *',
    });
    expect(
      await platform.waitForCondition(scheduledTaskBindingKind, 'never', {
        status: 'False',
        reason: 'InvalidConfiguration',
      }),
    ).toBe(
      'spec.schedule: "0 0 31 2 *" never fires: no such month has such a day; ' +
        'write minute, hour, day of the month, month and day of the week, such as "0 3 * * *"',
    );
    await expectUntouched(before);

    await platform.patch(scheduledTaskKind, 'never', {
      schedule: '0 0 28 2 *',
    });
    await platform.waitForCondition(componentKind, 'never', { status: 'True' });
  });

  it('an override of an API that the release does not have', async () => {
    await platform.apply(...serviceOf('overridden'));
    const before = await good('overridden');

    await platform.patch(serviceBindingKind, 'overridden', {
      envOverrides: { apis: { gone: { className: 'strict' } } },
    });
    expect(
      await platform.waitForCondition(serviceBindingKind, 'overridden', {
        type: 'ConfigurationWarnings',
        status: 'True',
      }),
    ).toBe(
      'spec.envOverrides.apis.gone: the release has no such API, so the override has no effect; it has: api',
    );
    await expectUntouched(before);

    await platform.patch(serviceBindingKind, 'overridden', {
      envOverrides: null,
    });
    await platform.waitFor(
      serviceBindingKind,
      'overridden',
      ({ status }) =>
        !status?.conditions?.some(
          ({ type }) => type === 'ConfigurationWarnings',
        ),
    );
  });

  it('two components with one host and path', async () => {
    await platform.apply(...serviceOf('claimed'));
    await platform.waitForCondition(serviceBindingKind, 'claimed', {
      status: 'True',
    });
    await platform.apply(
      aServiceBinding(
        'rival',
        ofComponent('claimed'),
        deployedTo('development', image),
      ),
    );
    await platform.waitForCondition(serviceBindingKind, 'rival', {
      status: 'True',
    });
    const before = await platform.waitFor(releaseKind, 'rival', () => true);

    const api = (basePath: string) => ({
      apis: {
        api: { type: 'REST', rest: { backend: { port: 8080, basePath } } },
      },
    });
    await platform.patch(serviceBindingKind, 'rival', api('/v1'));
    expect(
      await platform.waitForCondition(serviceBindingKind, 'rival', {
        status: 'False',
        reason: 'InvalidConfiguration',
      }),
    ).toContain(
      'spec.apis.api.rest.backend.basePath: path /shop/claimed/v1 is already taken by component "claimed"',
    );
    await expectUntouched(before);

    await platform.patch(serviceKind, 'claimed', api('/v2'));
    await platform.waitForCondition(serviceBindingKind, 'rival', {
      status: 'True',
    });
  });
});

describe('a missing class is reported with its field, and the Release is kept', () => {
  it.each([
    {
      name: 'classless',
      kind: serviceClassKind,
      reason: 'ServiceClassNotFound',
      binding: 'ServiceClass "classless" not found',
      service: 'spec.className: ServiceClass "classless" not found',
      again: () => aServiceClass('classless'),
    },
    {
      name: 'apiless',
      kind: apiClassKind,
      reason: 'APIClassNotFound',
      binding: 'APIClass "apiless" not found for API "api"',
      service: 'spec.apis.api.className: APIClass "apiless" not found',
      again: () => anAPIClass('apiless'),
    },
  ])('when it is deleted: $reason', async ({ name, kind, reason, ...says }) => {
    await platform.apply(...serviceOf(name));
    const before = await good(name);

    await platform.client.delete(kind, {
      namespace: platform.organization,
      name,
    });
    const wanted = { status: 'False', reason } as const;
    expect(
      await platform.waitForCondition(serviceBindingKind, name, wanted),
    ).toBe(says.binding);
    expect(await platform.waitForCondition(serviceKind, name, wanted)).toBe(
      `${says.service}; create it or name another`,
    );
    await expectUntouched(before);

    await platform.apply(says.again());
    await platform.waitForCondition(componentKind, name, { status: 'True' });
  });

  it('when spec.className names another', async () => {
    await platform.apply(...serviceOf('renamed'));
    const before = await good('renamed');

    await platform.patch(serviceKind, 'renamed', { className: 'gone' });
    expect(
      await platform.waitForCondition(serviceKind, 'renamed', {
        status: 'False',
        reason: 'ServiceClassNotFound',
      }),
    ).toBe(
      'spec.className: ServiceClass "gone" not found; create it or name another',
    );
    await platform.waitForCondition(serviceBindingKind, 'renamed', {
      status: 'False',
      reason: 'ServiceClassNotFound',
    });
    await expectUntouched(before);

    await platform.patch(serviceKind, 'renamed', { className: 'renamed' });
    await platform.waitForCondition(componentKind, 'renamed', {
      status: 'True',
    });
  });

  it('for a scheduled task', async () => {
    await platform.apply(...taskOf('taskless'));
    const before = await good('taskless');

    await platform.client.delete(scheduledTaskClassKind, {
      namespace: platform.organization,
      name: 'taskless',
    });
    expect(
      await platform.waitForCondition(scheduledTaskKind, 'taskless', {
        status: 'False',
        reason: 'ScheduledTaskClassNotFound',
      }),
    ).toBe(
      'spec.className: ScheduledTaskClass "taskless" not found; create it or name another',
    );
    await expectUntouched(before);
  });
});

describe('a cycle of connections', () => {
  it('is resolved, so that both components become ready', async () => {
    const calling = (target: string): Modifier =>
      withSpec({
        connections: {
          peer: {
            type: 'api',
            params: { componentName: target, endpoint: 'api' },
            inject: { env: [{ name: 'PEER', value: '{{ .url }}' }] },
          },
        },
      });
    for (const [name, target] of [
      ['ping', 'pong'],
      ['pong', 'ping'],
    ]) {
      await platform.apply(
        aComponent(name),
        aWorkload(name, ofComponent(name), withImage(image), calling(target)),
        aService(name, ofComponent(name), withWorkloadName(name)),
      );
    }
    for (const name of ['ping', 'pong']) {
      const message = await platform.waitForCondition(componentKind, name, {
        status: 'True',
      });
      expect(message).toBe('Ready in development');
    }
  });
});
