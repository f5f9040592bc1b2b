import {
  renderCase,
  type ServiceCase,
} from '../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../test/__testUtils__/rendering/task-case';

const problemsOf = (given: ServiceCase) =>
  renderCase(given).problems.map(
    ({ severity, field, message }) => `${severity} ${field}: ${message}`,
  );
const ofClass = (template: object, more: object = {}): ServiceCase => ({
  serviceClass: { deploymentTemplate: { template }, ...more },
});
const ofParameters = (template: object): ServiceCase => ({
  binding: { parameters: { template } },
});

const classField = 'ServiceClass default spec.deploymentTemplate.template';

describe('what a class or parameters set in a pod', () => {
  it.each([
    [
      { metadata: { labels: { team: 'My Team' } } },
      'metadata.labels.team: "My Team" cannot be the value of a label; use at most 63 letters, digits, dots, hyphens and underscores',
    ],
    [
      { metadata: { annotations: { 'my team': '' } } },
      'metadata.annotations: "my team" cannot be a key; use letters, digits, dots, hyphens and underscores, after a domain and a slash if there is one',
    ],
    [
      { spec: { volumes: [{ name: 'My_Data', emptyDir: {} }] } },
      'spec.volumes[My_Data].name: "My_Data" cannot be the name of a volume; use at most 63 lower case letters, digits and hyphens',
    ],
    [
      {
        spec: {
          volumes: [{ name: 'tmp' }],
          containers: [
            {
              name: 'main',
              volumeMounts: [{ name: 'data', mountPath: '/data' }],
            },
          ],
        },
      },
      'spec.containers[main].volumeMounts[/data].name: the pod has no volume "data"; it has: tmp',
    ],
    [
      { spec: { containers: [{ name: 'main', env: [{ name: 'A=B' }] }] } },
      'spec.containers[main].env[A=B].name: "A=B" cannot be the name of a variable; use letters, digits and underscores',
    ],
    [
      {
        spec: {
          containers: [{ name: 'main', livenessProbe: { periodSeconds: 5 } }],
        },
      },
      'spec.containers[main].livenessProbe: the probe calls nothing; set httpGet, tcpSocket, grpc or exec',
    ],
    [
      { spec: { restartPolicy: 'Never' } },
      'spec.restartPolicy: "Never" is not possible here; use Always',
    ],
  ])('is a problem that names the field: %j', (template, problem) => {
    expect(problemsOf(ofClass(template))).toEqual([
      `Error ${classField}.${problem}`,
    ]);
    expect(problemsOf(ofParameters(template))).toEqual([
      `Error spec.parameters.template.${problem}`,
    ]);
  });

  it('is none where class and parameters complete each other', () => {
    expect(
      problemsOf({
        ...ofClass({
          metadata: { labels: { 'example.com/team': 'blue', empty: '' } },
          spec: {
            volumes: [{ name: 'data', emptyDir: {} }],
            containers: [
              {
                name: 'main',
                readinessProbe: { httpGet: { path: '/', port: 8080 } },
              },
            ],
          },
        }),
        ...ofParameters({
          spec: {
            containers: [
              {
                name: 'main',
                readinessProbe: { periodSeconds: 5 },
                volumeMounts: [{ name: 'data', mountPath: '/data' }],
              },
            ],
          },
        }),
      }),
    ).toEqual([]);
  });

  it('may mount the claims of a StatefulSet', () => {
    const mounting = (workloadKind: string): ServiceCase => ({
      serviceClass: {
        workloadKind,
        deploymentTemplate: {
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
          template: {
            spec: {
              containers: [
                {
                  name: 'main',
                  volumeMounts: [{ name: 'data', mountPath: '/data' }],
                },
              ],
            },
          },
        },
      },
    });
    expect(problemsOf(mounting('StatefulSet'))).toEqual([]);
    expect(problemsOf(mounting('Deployment'))).toContain(
      'Error ServiceClass default spec.deploymentTemplate.volumeClaimTemplates: only a StatefulSet has claims of its pods; set workloadKind of the class to StatefulSet, or use a volume',
    );
  });

  it('may not restart the pods of a task for ever', () => {
    const { problems } = renderTaskCase({
      binding: {
        parameters: {
          jobTemplate: {
            spec: { template: { spec: { restartPolicy: 'Always' } } },
          },
        },
      },
    });
    expect(problems).toEqual([
      expect.objectContaining({
        field: 'spec.parameters.jobTemplate.spec.template.spec.restartPolicy',
        message: '"Always" is not possible here; use OnFailure or Never',
      }),
    ]);
  });
});

describe('the numbers of a class or parameters', () => {
  it.each([-1, '2', 1.5])('cannot be %j', replicas => {
    const problem = `${JSON.stringify(
      replicas,
    )} is not a number of 0 or more; write it like 3`;
    expect(
      problemsOf({ serviceClass: { deploymentTemplate: { replicas } } }),
    ).toEqual([
      `Error ServiceClass default spec.deploymentTemplate.replicas: ${problem}`,
    ]);
    const jobTemplate = { spec: { backoffLimit: replicas } };
    expect(
      renderTaskCase({ binding: { parameters: { jobTemplate } } }).problems,
    ).toEqual([
      expect.objectContaining({
        field: 'spec.parameters.jobTemplate.spec.backoffLimit',
        message: problem,
      }),
    ]);
  });

  it.each([0, 3, null])('may be %j', replicas => {
    expect(
      problemsOf({ serviceClass: { deploymentTemplate: { replicas } } }),
    ).toEqual([]);
  });
});
