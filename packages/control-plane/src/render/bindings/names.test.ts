import { isDnsLabel, isDnsSubdomain } from '@promenade/openchoreo-model';
import { resolveHosts } from '../../core/effective-binding/hosts';
import { renderTarget } from '../../core/effective-binding/target';
import { jsonAt } from '../../runtime/json';
import {
  objectsOf,
  renderCase,
  restApi,
  type ServiceCase,
} from '../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../test/__testUtils__/rendering/task-case';

/** Names that an API server accepts for a Component, of every length and with dots. */
const names = [
  ...[1, 50, 54, 55, 60, 63, 64, 100, 233, 234, 253].map(length =>
    'a'.repeat(length),
  ),
  'my.app',
  `${'a'.repeat(40)}.${'b'.repeat(40)}`,
];

const caseOf = (name: string, more: ServiceCase = {}): ServiceCase => ({
  name,
  binding: {
    owner: { projectName: name, componentName: name },
    environment: name,
  },
  hosts: resolveHosts(name),
  apis: { api: restApi() },
  ...more,
});

const podLabels = (object: unknown) =>
  jsonAt(object, 'spec', 'template', 'metadata', 'labels');

describe.each(names)('the objects of a component named "%s"', name => {
  const result = renderCase(caseOf(name));
  const [service] = objectsOf(result, 'Service');

  it('have valid names, namespaces and labels', () => {
    expect(result.problems).toEqual([]);
    for (const { object } of result.resources) {
      const { metadata } = object;
      expect(isDnsSubdomain(metadata.name)).toBe(true);
      expect(isDnsLabel(metadata.namespace ?? '')).toBe(true);
      expect(Object.values(metadata.labels).join('').length).toBeGreaterThan(0);
      for (const value of Object.values(metadata.labels)) {
        expect(value).toMatch(/^[a-z0-9]([-.a-z0-9]{0,61}[a-z0-9])?$/);
      }
    }
    expect(isDnsLabel(service.metadata.name)).toBe(true);
  });

  it('refer to the Service by its name', () => {
    const [route] = objectsOf(result, 'HTTPRoute');
    expect(jsonAt(route.spec, 'rules')).toEqual([
      expect.objectContaining({
        backendRefs: [{ name: service.metadata.name, port: 8080 }],
      }),
    ]);
    expect(result.endpoints[0].project?.host).toBe(service.metadata.name);
  });

  it('select the pods by labels that these have', () => {
    const [deployment] = objectsOf(result, 'Deployment');
    expect(service.spec.selector).toEqual(podLabels(deployment));
    expect(jsonAt(deployment, 'spec', 'selector', 'matchLabels')).toEqual(
      podLabels(deployment),
    );
    expect(podLabels(deployment)).toEqual(
      renderTarget({
        metadata: { name, namespace: 'acme' },
        spec: {
          owner: { projectName: name, componentName: name },
          environment: name,
        },
      }).labels,
    );
  });

  it('have host names of valid labels', () => {
    const [route] = objectsOf(result, 'HTTPRoute');
    const [host] = [jsonAt(route.spec, 'hostnames')].flat();
    expect(String(host).split('.').every(isDnsLabel)).toBe(true);
    const hosts = resolveHosts(name);
    for (const { host: other } of [
      hosts.webApplication(name),
      hosts.component(name, 'Public'),
    ]) {
      expect(other.split('.').every(isDnsLabel)).toBe(true);
    }
  });

  it('leave room for the names that Kubernetes derives', () => {
    const [deployment] = objectsOf(result, 'Deployment');
    expect(deployment.metadata.name.length).toBeLessThanOrEqual(241);
    const [statefulSet] = objectsOf(
      renderCase(
        caseOf(name, { serviceClass: { workloadKind: 'StatefulSet' } }),
      ),
      'StatefulSet',
    );
    expect(statefulSet.metadata.name.length).toBeLessThanOrEqual(52);
    expect(isDnsLabel(statefulSet.metadata.name)).toBe(true);
    expect(statefulSet.spec.serviceName).toBe(service.metadata.name);
    const [cronJob] = objectsOf(renderTaskCase({ name }), 'CronJob');
    expect(cronJob.metadata.name.length).toBeLessThanOrEqual(52);
    const [job] = objectsOf(
      renderTaskCase({
        name,
        taskClass: { cronJobTemplate: {}, jobTemplate: {} },
      }),
      'Job',
    );
    expect(job.metadata.name.length).toBeLessThanOrEqual(63);
  });
});

it('a name that fits every kind is the same for the workload and its Service', () => {
  const result = renderCase(caseOf('a'.repeat(54)));
  const [deployment] = objectsOf(result, 'Deployment');
  const [service] = objectsOf(result, 'Service');
  expect(deployment.metadata.name).toBe(`${'a'.repeat(54)}-a3f01b69`);
  expect(service.metadata.name).toBe(deployment.metadata.name);
});

it('two components whose names are equal up to the limit have different Services', () => {
  const serviceNames = ['x', 'y'].map(end => {
    const [{ metadata }] = objectsOf(
      renderCase(caseOf(`${'a'.repeat(80)}${end}`)),
      'Service',
    );
    return metadata.name;
  });
  expect(new Set(serviceNames).size).toBe(2);
});

describe('the containers of a workload', () => {
  const containersOf = (...containerNames: string[]) => {
    const result = renderCase({
      workload: {
        containers: Object.fromEntries(
          containerNames.map(name => [
            name,
            { image: 'registry.test/app:1', env: [{ key: 'A', value: '1' }] },
          ]),
        ),
      },
      binding: {
        envOverrides: {
          containers: Object.fromEntries(
            containerNames.map(name => [
              name,
              { env: [{ key: 'A', value: '2' }] },
            ]),
          ),
        },
      },
    });
    const [deployment] = objectsOf(result, 'Deployment');
    const found = jsonAt(deployment, 'spec', 'template', 'spec', 'containers');
    return {
      problems: result.problems,
      containers: Array.isArray(found) ? found : [],
    };
  };

  it('have names of at most 63 characters, with their overrides', () => {
    const { containers, problems } = containersOf(
      'a'.repeat(63),
      'a'.repeat(64),
    );
    expect(problems).toEqual([]);
    expect(containers.map(({ name }) => name)).toEqual([
      'a'.repeat(63),
      expect.stringMatching(/^a{54}-[0-9a-f]{8}$/),
    ]);
    expect(containers.map(({ env }) => env)).toEqual([
      [{ name: 'A', value: '2' }],
      [{ name: 'A', value: '2' }],
    ]);
  });

  it.each(['Main', 'my_app', 'my.app', '-app'])(
    'cannot be named "%s"',
    name => {
      const { containers, problems } = containersOf(name);
      expect(problems).toEqual([
        {
          severity: 'Error',
          reason: 'InvalidConfiguration',
          field: `spec.workloadSpec.containers.${name}`,
          message: `"${name}" cannot be the name of a container; use lower case letters, digits and hyphens`,
        },
      ]);
      expect(containers.every(container => isDnsLabel(container.name))).toBe(
        true,
      );
    },
  );
});

describe('an owner that no object can have', () => {
  it.each([
    ['projectName', 'Project'],
    ['componentName', 'Component'],
  ])('is a problem in %s', (member, kind) => {
    const owner = { projectName: 'shop', componentName: 'greeter' };
    const result = renderCase({
      binding: { owner: { ...owner, [member]: 'My Shop!' } },
      apis: { api: restApi() },
    });
    expect(result.problems).toEqual([
      {
        severity: 'Error',
        reason: 'InvalidConfiguration',
        field: `spec.owner.${member}`,
        message: `"My Shop!" cannot be the name of a ${kind}; use at most 253 lower case letters, digits, hyphens and dots, and begin and end with a letter or digit`,
      },
    ]);
    for (const { object } of result.resources) {
      expect(isDnsSubdomain(object.metadata.name)).toBe(true);
      expect(Object.values(object.metadata.labels).join()).toMatch(
        /^[-a-z0-9,]+$/,
      );
    }
  });
});

describe('a variable whose name no container can have', () => {
  it.each([
    ['A=B', 'cannot be the name of a variable'],
    ['GRÖSSE', 'cannot be the name of a variable'],
    ['', 'the variable has no name'],
  ])('is a problem: "%s"', (key, message) => {
    const main = { image: 'registry.test/app:1' };
    const { problems } = renderCase({
      workload: {
        containers: { main: { ...main, env: [{ key, value: '1' }] } },
        connections: {
          store: {
            type: 'external',
            external: { host: 'store.test', port: 443 },
            inject: { env: [{ name: key, value: '{{ .host }}' }] },
          },
        },
      },
    });
    const at = 'spec.workloadSpec';
    expect(problems.map(({ field }) => field).sort()).toEqual([
      `${at}.connections.store.inject.env[${key}].name`,
      `${at}.containers.main.env[${key}].key`,
    ]);
    for (const problem of problems) {
      expect(problem.severity).toBe('Error');
      expect(problem.message).toContain(message);
    }
  });
});

describe('a Secret that cannot exist', () => {
  it.each([
    [{ name: 'My Secret', key: 'password' }, 'name'],
    [{ name: 'db', key: 'pass word' }, 'key'],
    [{ name: 'db', key: '' }, 'key'],
  ])('is a problem: %j', (secretRef, member) => {
    const main = {
      image: 'registry.test/app:1',
      env: [{ key: 'A', valueFrom: { secretRef } }],
      files: [{ mountPath: '/etc/a', valueFrom: { secretRef } }],
    };
    const { problems } = renderCase({ workload: { containers: { main } } });
    const at = 'spec.workloadSpec.containers.main';
    expect(problems.map(({ severity, field }) => [severity, field])).toEqual([
      ['Error', `${at}.env[A].valueFrom.secretRef.${member}`],
      ['Error', `${at}.files[/etc/a].valueFrom.secretRef.${member}`],
    ]);
  });

  it.each([
    { type: 'apikey', apikey: { header: 'X-Key', secretRef: 'My Secret' } },
    { type: 'basic', basic: { secretRef: 'My Secret' } },
  ])('is a problem of a policy: %j', authentication => {
    const { problems } = renderCase({
      apis: { api: restApi() },
      policies: { default: { defaults: { authentication } } },
    });
    expect(problems.map(({ severity, field }) => [severity, field])).toEqual([
      [
        'Error',
        `APIClass default spec.restPolicy.authentication.${authentication.type}.secretRef`,
      ],
    ]);
  });
});
