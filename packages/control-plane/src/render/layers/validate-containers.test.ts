import {
  renderCase,
  type ServiceCase,
} from '../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../test/__testUtils__/rendering/task-case';

const classOf = (pod: object) => ({
  deploymentTemplate: { template: { spec: pod } },
});
const parametersOf = (pod: object) => ({
  binding: { parameters: { template: { spec: pod } } },
});
const problemsOf = (given: ServiceCase) =>
  renderCase(given).problems.map(
    ({ severity, field, message }) => `${severity} ${field}: ${message}`,
  );

const template = 'ServiceClass default spec.deploymentTemplate.template.spec';
const advice =
  'is not an image reference; write it like registry.example.com/team/app:1.0';

describe('an invalid image', () => {
  const image = 'https://registry.test/Proxy:1';

  it.each(['containers', 'initContainers'])(
    'among the %s of a class is a problem',
    list => {
      expect(
        problemsOf({
          serviceClass: classOf({ [list]: [{ name: 'proxy', image }] }),
        }),
      ).toEqual([
        `Error ${template}.${list}[proxy].image: "${image}" ${advice}`,
      ]);
    },
  );

  it('of a class is no problem where the workload or the parameters replace it', () => {
    expect(
      problemsOf({
        serviceClass: classOf({
          containers: [
            { name: 'main', image },
            { name: 'proxy', image },
          ],
        }),
        ...parametersOf({
          containers: [{ name: 'proxy', image: 'registry.test/proxy:2' }],
        }),
      }),
    ).toEqual([]);
  });

  it.each(['main', 'proxy'])('of the parameters for %s is a problem', name => {
    expect(problemsOf(parametersOf({ containers: [{ name, image }] }))).toEqual(
      [
        `Error spec.parameters.template.spec.containers[${name}].image: "${image}" ${advice}`,
      ],
    );
  });

  it('of the class of a task is a problem', () => {
    const containers = [{ name: 'proxy', image }];
    expect(
      renderTaskCase({
        taskClass: {
          cronJobTemplate: {
            schedule: '@daily',
            jobTemplate: { spec: { template: { spec: { containers } } } },
          },
        },
      }).problems,
    ).toEqual([
      expect.objectContaining({
        severity: 'Error',
        field:
          'ScheduledTaskClass default spec.cronJobTemplate.jobTemplate.spec.template.spec.containers[proxy].image',
      }),
    ]);
  });

  it('is a missing one too', () => {
    expect(
      problemsOf({
        serviceClass: classOf({ containers: [{ name: 'proxy' }] }),
      }),
    ).toEqual([
      `Error ${template}.containers[proxy].image: the container has no image; set one`,
    ]);
  });
});

describe('the name of a container of a class', () => {
  it.each(['Proxy', 'my.proxy', 'p'.repeat(64)])('cannot be "%s"', name => {
    expect(
      problemsOf({
        serviceClass: classOf({ containers: [{ name, image: 'proxy:1' }] }),
      }),
    ).toEqual([
      `Error ${template}.containers[${name}].name: "${name}" cannot be the name of a container; use at most 63 lower case letters, digits and hyphens`,
    ]);
  });

  it('cannot be missing', () => {
    expect(
      problemsOf({
        serviceClass: classOf({ initContainers: [{ image: 'proxy:1' }] }),
      }),
    ).toEqual([
      `Error ${template}.initContainers[0].name: the container has no name; set one`,
    ]);
  });
});

describe('a probe of a named port', () => {
  const probing = (port: unknown, more: object = {}) =>
    classOf({
      containers: [
        {
          name: 'main',
          ports: [{ name: 'http', containerPort: 8080 }],
          livenessProbe: { httpGet: { path: '/', port } },
          ...more,
        },
      ],
    });
  const missing = (field: string, names: string) =>
    `Warning ${field}: no port is named "http", because the ports of endpoints have names of their own; use the number of the port, or one of the names: ${names}`;

  it('that an endpoint renames is a warning', () => {
    expect(problemsOf({ serviceClass: probing('http') })).toEqual([
      missing(
        `${template}.containers[main].livenessProbe.httpGet.port`,
        'ep-8080-tcp (8080)',
      ),
    ]);
  });

  it.each([8080, 'ep-8080-tcp'])('that exists is none: %j', port => {
    expect(problemsOf({ serviceClass: probing(port) })).toEqual([]);
  });

  it('that no endpoint renames is none', () => {
    expect(
      problemsOf({
        workload: { endpoints: {} },
        serviceClass: probing('http'),
      }),
    ).toEqual([]);
  });

  it('of the parameters names the parameters', () => {
    expect(
      problemsOf(
        parametersOf({
          containers: [
            {
              name: 'main',
              lifecycle: { preStop: { tcpSocket: { port: 'http' } } },
            },
          ],
        }),
      ),
    ).toEqual([
      missing(
        'spec.parameters.template.spec.containers[main].lifecycle.preStop.tcpSocket.port',
        'ep-8080-tcp (8080)',
      ),
    ]);
  });

  it('of another container calls the ports of that container', () => {
    expect(
      problemsOf({
        serviceClass: classOf({
          containers: [
            {
              name: 'proxy',
              image: 'proxy:1',
              ports: [{ name: 'admin', containerPort: 9901 }],
              readinessProbe: { tcpSocket: { port: 'admin' } },
            },
          ],
        }),
      }),
    ).toEqual([]);
  });

  it('cannot be a number in quotes', () => {
    expect(problemsOf({ serviceClass: probing('8080') })).toEqual([
      `Error ${template}.containers[main].livenessProbe.httpGet.port: "8080" is not the name of a port; write it as a number`,
    ]);
  });
});

describe('a named target port of a class', () => {
  const leadingTo = (targetPort: string): ServiceCase => ({
    serviceClass: {
      ...classOf({
        containers: [
          { name: 'main', ports: [{ name: 'metrics', containerPort: 9090 }] },
        ],
      }),
      serviceTemplate: { ports: [{ name: 'extra', port: 90, targetPort }] },
    },
  });

  it('that no container has is a warning', () => {
    expect(problemsOf(leadingTo('http'))).toEqual([
      expect.stringMatching(
        /^Warning ServiceClass default spec\.serviceTemplate\.ports\[90\]\.targetPort: no port is named "http"/,
      ),
    ]);
  });

  it('that a container has is none', () => {
    expect(problemsOf(leadingTo('metrics'))).toEqual([]);
  });
});

describe('the ports of a class', () => {
  const withPorts = (...declared: object[]): ServiceCase => ({
    serviceClass: classOf({
      containers: [{ name: 'main', ports: declared }],
    }),
  });

  it.each([
    [
      [
        { name: 'admin', containerPort: 9000 },
        { name: 'admin', containerPort: 9001 },
      ],
      '[9000].name: the name "admin" is already taken by port 9001; use another name',
    ],
    [
      [{ name: 'a-very-long-name-of-a-port', containerPort: 9000 }],
      '[9000].name: "a-very-long-name-of-a-port" cannot be the name of a port; use at most 15 lower case letters, digits and hyphens',
    ],
    [
      [{ name: 'admin', containerPort: 70000 }],
      '[70000].containerPort: 70000 is not a port; use a number from 1 to 65535',
    ],
  ])('are a problem: %j', (declared, problem) => {
    expect(problemsOf(withPorts(...declared))).toContain(
      `Error ${template}.containers[main].ports${problem}`,
    );
  });

  it('may be the port of an endpoint, which has a name of its own', () => {
    expect(
      problemsOf(
        withPorts(
          { name: 'http', containerPort: 8080 },
          { name: 'http-udp', containerPort: 8080, protocol: 'UDP' },
        ),
      ),
    ).toEqual([]);
  });

  it('each need a name in a Service with several', () => {
    expect(
      problemsOf({
        serviceClass: { serviceTemplate: { ports: [{ port: 90 }] } },
      }),
    ).toEqual([
      'Error ServiceClass default spec.serviceTemplate.ports[90].name: the port has no name, and each of several ports needs one; set one',
    ]);
    expect(
      problemsOf({
        workload: { endpoints: {} },
        serviceClass: { serviceTemplate: { ports: [{ port: 90 }] } },
      }),
    ).toEqual([]);
  });
});

it('a workload without containers is a problem', () => {
  expect(problemsOf({ workload: { containers: {}, endpoints: {} } })).toEqual([
    'Error spec.workloadSpec.containers: the workload has no container; add one',
  ]);
});

describe('parameters of a task for the other kind of object', () => {
  it.each([
    ['template', { cronJobTemplate: { schedule: '@daily' } }],
    ['jobTemplate', { cronJobTemplate: {}, jobTemplate: {} }],
  ])('are a problem: %s', (member, taskClass) => {
    const { problems } = renderTaskCase({
      taskClass,
      binding: { parameters: { [member]: {} } },
    });
    expect(problems.map(({ severity, field }) => [severity, field])).toEqual([
      ['Error', `spec.parameters.${member}`],
    ]);
  });
});
