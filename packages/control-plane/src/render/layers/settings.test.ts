import { jsonAt } from '../../runtime/json';
import {
  objectsOf,
  renderCase,
  restApi,
  specOf,
} from '../../test/__testUtils__/rendering/service-case';
import {
  renderTaskCase,
  type TaskCase,
} from '../../test/__testUtils__/rendering/task-case';

const pod = ['spec', 'template', 'spec'];

const problemFields = (result: ReturnType<typeof renderCase>) =>
  result.problems.map(({ severity, field }) => `${severity} ${field}`);

const task = (given: TaskCase) => renderTaskCase(given).resources[0].object;

const oneOff = {
  jobTemplate: { backoffLimit: 2 },
  cronJobTemplate: { schedule: '0 3 * * *' },
};

describe('row 25: ports and containers', () => {
  const image = 'registry.test/app:1';
  const withEndpoints = (endpoints: object) =>
    renderCase({
      workload: {
        containers: { main: { image }, sidecar: { image } },
        endpoints,
      },
    });

  it('map several ports of the Service to one container port, which is declared once', () => {
    const result = withEndpoints({
      api: { type: 'REST', port: 80, targetPort: 8080 },
      more: { type: 'HTTP', port: 81, targetPort: 8080 },
    });
    expect(result.problems).toEqual([]);
    expect(specOf(result, 'Service').ports).toMatchObject([
      { port: 80, targetPort: 8080 },
      { port: 81, targetPort: 8080 },
    ]);
    expect(
      jsonAt(result.resources[0].object, 'spec', 'template', 'spec'),
    ).toMatchObject({
      containers: [{ ports: [{ containerPort: 8080 }] }, { name: 'sidecar' }],
    });
  });

  it.each([
    [
      { api: { type: 'REST', port: 80, container: 'gone' } },
      'spec.workloadSpec.endpoints.api.container',
      'the workload has no container "gone"; it has: main, sidecar',
    ],
    [
      {
        api: { type: 'REST', port: 80, targetPort: 8080 },
        more: { type: 'HTTP', port: 80 },
      },
      'spec.workloadSpec.endpoints.more.targetPort',
      'port 80 is already mapped to target port 8080 by another endpoint; use another port',
    ],
  ])('that are invalid are reported: %j', (endpoints, field, message) => {
    expect(withEndpoints(endpoints).problems).toEqual([
      expect.objectContaining({ severity: 'Error', field, message }),
    ]);
  });
});

describe('row 8: StatefulSets and Jobs', () => {
  it('renders a StatefulSet from the same template where the class sets workloadKind', () => {
    const result = renderCase({
      serviceClass: {
        workloadKind: 'StatefulSet',
        deploymentTemplate: {
          replicas: 3,
          strategy: { type: 'Recreate' },
          paused: false,
          progressDeadlineSeconds: 60,
          volumeClaimTemplates: [
            {
              metadata: { name: 'data' },
              spec: { resources: { requests: { storage: '1024Mi' } } },
            },
          ],
        },
      },
    });
    expect(objectsOf(result, 'Deployment')).toEqual([]);
    const [statefulSet] = objectsOf(result, 'StatefulSet');
    expect(statefulSet.spec).toMatchObject({
      serviceName: statefulSet.metadata.name,
      replicas: 3,
      selector: { matchLabels: statefulSet.metadata.labels },
      volumeClaimTemplates: [
        { spec: { resources: { requests: { storage: '1Gi' } } } },
      ],
    });
    for (const ofDeployments of [
      'strategy',
      'paused',
      'progressDeadlineSeconds',
    ]) {
      expect(statefulSet.spec).not.toHaveProperty(ofDeployments);
    }
    expect(result.resources[0].id).toBe('greeter-statefulset');
  });

  it('renders a task without a schedule as a Job of its class', () => {
    const job = task({ taskClass: oneOff });
    expect(job).toMatchObject({ apiVersion: 'batch/v1', kind: 'Job' });
    expect(job.spec).toMatchObject({
      backoffLimit: 2,
      template: {
        spec: {
          restartPolicy: 'OnFailure',
          containers: [{ name: 'main', image: 'registry.test/app:1' }],
        },
      },
    });
  });

  it('gives a Job another name for another release, because a Job is immutable', () => {
    const name = (image: string, releaseState = 'Active', value = 'x') =>
      task({
        taskClass: oneOff,
        binding: {
          workloadSpec: {
            containers: {
              main: { image, files: [{ mountPath: '/input', value }] },
            },
          },
          releaseState,
        },
      }).metadata.name;
    expect(name('app:1')).not.toBe(name('app:1', 'Active', 'y'));
    expect(name('app:1')).toBe(name('app:1'));
    expect(name('app:1')).toBe(name('app:1', 'Suspend'));
    expect(name('app:1')).not.toBe(name('app:2'));
  });

  it('removes ttlSecondsAfterFinished, which would delete the Job and run it again', () => {
    const result = renderTaskCase({
      taskClass: { jobTemplate: { ttlSecondsAfterFinished: 60 } },
    });
    expect(result.resources[0].object.spec).not.toHaveProperty(
      'ttlSecondsAfterFinished',
    );
    expect(problemFields(result)).toEqual([
      'Warning ScheduledTaskClass default spec.jobTemplate.ttlSecondsAfterFinished',
    ]);
  });

  it('suspends a Job', () => {
    const job = task({
      taskClass: oneOff,
      binding: { releaseState: 'Suspend' },
    });
    expect(job.spec?.suspend).toBe(true);
  });
});

describe('row 9: settings of a component', () => {
  it('merges parameters over the workload, and the workload over the class', () => {
    const [deployment] = objectsOf(
      renderCase({
        serviceClass: {
          deploymentTemplate: {
            replicas: 1,
            minReadySeconds: 5,
            template: {
              spec: {
                containers: [
                  { name: 'main', image: 'class', imagePullPolicy: 'Always' },
                ],
              },
            },
          },
        },
        binding: {
          parameters: {
            replicas: 2,
            template: {
              spec: {
                terminationGracePeriodSeconds: 9,
                containers: [{ name: 'main', imagePullPolicy: 'Never' }],
              },
            },
          },
        },
      }),
      'Deployment',
    );
    expect(deployment.spec).toMatchObject({ replicas: 2, minReadySeconds: 5 });
    expect(jsonAt(deployment, ...pod)).toMatchObject({
      terminationGracePeriodSeconds: 9,
      containers: [
        {
          name: 'main',
          image: 'registry.test/app:1',
          imagePullPolicy: 'Never',
        },
      ],
    });
  });

  it('keeps labels that Services select by, and suspension', () => {
    const [deployment] = objectsOf(
      renderCase({
        binding: {
          releaseState: 'Suspend',
          envOverrides: { replicas: 4 },
          parameters: {
            replicas: 3,
            template: { metadata: { labels: { 'component-name': 'other' } } },
          },
        },
      }),
      'Deployment',
    );
    expect(deployment.spec.replicas).toBe(0);
    expect(
      jsonAt(deployment, 'spec', 'template', 'metadata', 'labels'),
    ).toEqual(deployment.metadata.labels);
  });

  it('uses schedule and time zone of the task, else of its parameters, else of its class', () => {
    const when = (binding: object) => {
      const { schedule, timeZone } = task({ taskClass: oneOff, binding })
        .spec ?? { schedule: undefined, timeZone: undefined };
      return [schedule, timeZone];
    };
    const parameters = { schedule: '2 * * * *', timeZone: 'Asia/Colombo' };
    expect(when({ parameters })).toEqual(['2 * * * *', 'Asia/Colombo']);
    expect(
      when({ parameters, schedule: '3 * * * *', timeZone: 'Europe/Zurich' }),
    ).toEqual(['3 * * * *', 'Europe/Zurich']);
    expect(task({}).spec?.schedule).toBe('0 3 * * *');
  });

  it.each([
    ['utc', 'UTC'],
    ['Etc/UTC', 'Etc/UTC'],
    [' europe/zurich ', 'Europe/Zurich'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['', undefined],
  ])('writes the time zone %j as %j, whoever sets it', (timeZone, expected) => {
    const taskClass = {
      cronJobTemplate: { schedule: ' @Daily ', timeZone },
    };
    for (const binding of [
      { timeZone },
      { parameters: { timeZone } },
      { envOverrides: { schedule: '' } },
    ]) {
      const result = renderTaskCase({ taskClass, binding });
      expect(result.problems).toEqual([]);
      const { spec } = result.resources[0].object;
      expect(spec?.timeZone).toBe(expected);
      expect(spec?.schedule).toBe('@daily');
    }
  });

  it.each(['local', 'Local', '+05:30', 'GMT+5'])(
    'reports the time zone %s, which Kubernetes does not have',
    timeZone => {
      expect(problemFields(renderTaskCase({ binding: { timeZone } }))).toEqual([
        'Error spec.timeZone',
      ]);
    },
  );

  it.each([
    ['spec.schedule', { schedule: '0 0 30 2 *' }],
    ['spec.schedule', { schedule: 'daily' }],
    ['spec.parameters.schedule', { parameters: { schedule: '@often' } }],
    ['spec.envOverrides.schedule', { envOverrides: { schedule: '* * *' } }],
    ['spec.timeZone', { timeZone: 'Mars/Olympus' }],
  ])('reports %s where it is invalid', (field, binding) => {
    expect(problemFields(renderTaskCase({ binding }))).toEqual([
      `Error ${field}`,
    ]);
  });
});

describe('row 10: overrides of an environment', () => {
  const envOverrides = {
    replicas: 5,
    containers: {
      main: {
        env: [
          { key: 'LEVEL', value: 'debug' },
          { key: 'EXTRA', value: 'yes' },
        ],
        resources: { limits: { memory: '1Gi' } },
      },
    },
    apis: { api: { rest: { exposeLevels: ['Organization'] } } },
  };
  const given = {
    apis: { api: restApi() },
    workload: {
      containers: {
        main: {
          image: 'app:1',
          env: [
            { key: 'LEVEL', value: 'info' },
            { key: 'KEPT', value: 'yes' },
          ],
        },
      },
    },
    serviceClass: {
      deploymentTemplate: {
        template: {
          spec: {
            containers: [
              {
                name: 'main',
                resources: { limits: { cpu: '1', memory: '64Mi' } },
              },
            ],
          },
        },
      },
    },
    binding: { parameters: { replicas: 2 }, envOverrides },
  };

  it('override replicas, variables, resources and APIs', () => {
    const result = renderCase(given);
    const [deployment] = objectsOf(result, 'Deployment');
    expect(deployment.spec.replicas).toBe(5);
    expect(jsonAt(deployment, ...pod, 'containers')).toEqual([
      expect.objectContaining({
        env: [
          { name: 'LEVEL', value: 'debug' },
          { name: 'KEPT', value: 'yes' },
          { name: 'EXTRA', value: 'yes' },
        ],
        resources: { limits: { cpu: '1', memory: '1Gi' } },
      }),
    ]);
    expect(objectsOf(result, 'HTTPRoute')[0].spec.hostnames).toEqual([
      'development.choreoapis.internal',
    ]);
    expect(result.endpoints[0].public).toBeUndefined();
    expect(result.problems).toEqual([]);
  });

  it('override the schedule of a task', () => {
    const binding = {
      schedule: '1 * * * *',
      envOverrides: {
        schedule: '2 * * * *',
        containers: { main: { resources: { requests: { cpu: '2' } } } },
      },
    };
    const { spec } = task({ binding });
    expect(spec?.schedule).toBe('2 * * * *');
    expect(jsonAt(spec, 'jobTemplate', ...pod, 'containers')).toEqual([
      expect.objectContaining({ resources: { requests: { cpu: '2' } } }),
    ]);
  });

  it('are reported with a warning where the release has nothing to override', () => {
    const other = { containers: { gone: {} }, apis: { gone: {} } };
    expect(
      problemFields(
        renderCase({
          binding: { envOverrides: { ...other, schedule: '* * * * *' } },
        }),
      ),
    ).toEqual([
      'Warning spec.envOverrides.containers.gone',
      'Warning spec.envOverrides.apis.gone',
      'Warning spec.envOverrides.schedule',
    ]);
    expect(
      problemFields(
        renderTaskCase({ binding: { envOverrides: { replicas: 2 } } }),
      ),
    ).toEqual(['Warning spec.envOverrides.replicas']);
  });

  it('are reported where they make an API invalid', () => {
    const [problem] = renderCase({
      apis: { api: restApi() },
      binding: {
        envOverrides: { apis: { api: { rest: { backend: { port: 'x' } } } } },
      },
    }).problems;
    expect(problem).toMatchObject({
      severity: 'Error',
      field: 'spec.envOverrides.apis.api',
      message: expect.stringContaining('rest.backend.port'),
    });
  });
});

describe('row 6: component types', () => {
  it('keeps all containers of a task in a stable order', () => {
    const containers = (names: string[]) =>
      jsonAt(
        task({
          binding: {
            workloadSpec: {
              containers: Object.fromEntries(
                names.map(name => [name, { image: name }]),
              ),
            },
          },
        }),
        'spec',
        'jobTemplate',
        ...pod,
        'containers',
      );
    const order = ['main', 'a', 'z'].map(name =>
      expect.objectContaining({ name }),
    );
    expect(containers(['z', 'main', 'a'])).toEqual(order);
    expect(containers(['a', 'z', 'main'])).toEqual(order);
  });
});
