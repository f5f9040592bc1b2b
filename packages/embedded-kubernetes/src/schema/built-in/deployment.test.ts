import { KubeObject } from '../../api/types';
import { toStored, validationMessage } from './__testUtils__/validation';
import { deployment } from './deployment';

const labels = { app: 'web' };

function web(
  spec: object = {},
  pod: object = {},
  main: object = {},
): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'main', image: 'nginx:1', ...main }],
          ...pod,
        },
      },
      ...spec,
    },
  };
}

const template = 'spec.template.spec';
const container = `${template}.containers[0]`;

describe('a Deployment', () => {
  it('is stable with the defaults of Kubernetes', () => {
    expect(toStored(deployment, web())).toEqual({
      ...web(),
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
        },
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'main',
                image: 'nginx:1',
                imagePullPolicy: 'IfNotPresent',
                resources: {},
                terminationMessagePath: '/dev/termination-log',
                terminationMessagePolicy: 'File',
              },
            ],
            dnsPolicy: 'ClusterFirst',
            restartPolicy: 'Always',
            schedulerName: 'default-scheduler',
            securityContext: {},
            terminationGracePeriodSeconds: 30,
          },
        },
      },
      status: {},
    });
  });

  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['registry:5000/nginx', 'Always'],
    ['registry:5000/nginx:1', 'IfNotPresent'],
    ['nginx@sha256:abc', 'IfNotPresent'],
  ])('of the image %s pulls it %s', (image, policy) => {
    expect(toStored(deployment, web({}, {}, { image }))).toHaveProperty(
      `${container}.imagePullPolicy`,
      policy,
    );
  });

  it('drops empty values', () => {
    const object = web(
      { paused: false, minReadySeconds: 0 },
      { hostNetwork: false, nodeSelector: {}, tolerations: [] },
      { args: [], env: [{ name: 'A', value: '' }], command: null },
    );
    const spec = toStored(deployment, object).spec;
    expect(spec).not.toHaveProperty('paused');
    expect(spec).not.toHaveProperty('template.spec.nodeSelector');
    expect(spec).toHaveProperty('template.spec.containers.0.env', [
      { name: 'A' },
    ]);
    expect(spec).not.toHaveProperty('template.spec.containers.0.args');
  });

  it('mirrors the service account and sets defaults of volumes and probes', () => {
    const object = toStored(
      deployment,
      web(
        {},
        {
          serviceAccountName: 'robot',
          volumes: [{ name: 'a', configMap: { name: 'c' } }, { name: 'b' }],
        },
        { livenessProbe: { httpGet: { port: 80 } } },
      ),
    );
    expect(object).toHaveProperty(`${template}.serviceAccount`, 'robot');
    expect(object).toHaveProperty(`${template}.volumes`, [
      { name: 'a', configMap: { name: 'c', defaultMode: 420 } },
      { name: 'b', emptyDir: {} },
    ]);
    expect(object).toHaveProperty(`${container}.livenessProbe`, {
      httpGet: { path: '/', port: 80, scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    });
  });

  const invalidObjects: [what: string, object: KubeObject, message: string][] =
    [
      [
        'no containers',
        web({}, { containers: [] }),
        `${template}.containers: Required value`,
      ],
      [
        'a container without an image',
        web({}, { containers: [{ name: 'a', image: 'x' }, { name: 'b' }] }),
        `${template}.containers[1].image: Required value`,
      ],
      [
        'a container without a name',
        web({}, { containers: [{ image: 'x' }] }),
        `${container}.name: Required value`,
      ],
      [
        'a port twice by name',
        web(
          {},
          {},
          {
            ports: [
              { containerPort: 1, name: 'a' },
              { containerPort: 2, name: 'a' },
            ],
          },
        ),
        `${container}.ports[1].name: Duplicate value: "a"`,
      ],
      [
        'a port out of range',
        web({}, {}, { ports: [{ containerPort: 70000 }] }),
        `${container}.ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive`,
      ],
      [
        'a request above its limit',
        web(
          {},
          {},
          { resources: { requests: { cpu: '2' }, limits: { cpu: '500m' } } },
        ),
        `${container}.resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 500m`,
      ],
      [
        'a mount of no volume',
        web({}, {}, { volumeMounts: [{ name: 'x', mountPath: '/x' }] }),
        `${container}.volumeMounts[0].name: Not found: "x"`,
      ],
      [
        'an environment variable without a source',
        web({}, {}, { env: [{ name: 'A', valueFrom: {} }] }),
        `${container}.env[0].valueFrom: Invalid value: "": must specify one of: \`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\`, \`secretKeyRef\` or \`fileKeyRef\``,
      ],
      [
        'a selector that misses the template',
        web({ selector: { matchLabels: { app: 'other' } } }),
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
      [
        'an empty selector',
        web({ selector: {} }),
        'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
      ],
      [
        'pods that are not restarted',
        web({}, { restartPolicy: 'Never' }),
        `${template}.restartPolicy: Unsupported value: "Never": supported values: "Always"`,
      ],
      [
        'fewer than no replicas',
        web({ replicas: -1 }),
        'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ],
      [
        'a label of more than 63 characters',
        web({
          template: {
            metadata: { labels: { ...labels, long: 'x'.repeat(64) } },
            spec: { containers: [{ name: 'a', image: 'b' }] },
          },
        }),
        `spec.template.labels: Invalid value: "${'x'.repeat(
          64,
        )}": must be no more than 63 bytes`,
      ],
    ];

  it.each(invalidObjects)('is rejected with %s', (_, object, message) => {
    expect(validationMessage(deployment, object)).toBe(message);
  });

  it('has an immutable selector', () => {
    const other = { app: 'other' };
    const changed = web({
      selector: { matchLabels: other },
      template: {
        metadata: { labels: other },
        spec: { containers: [{ name: 'a', image: 'b' }] },
      },
    });
    expect(validationMessage(deployment, changed, web())).toBe(
      'spec.selector: Invalid value: {"matchLabels":{"app":"other"}}: field is immutable',
    );
  });

  it('has a column with ready replicas', () => {
    const object = {
      ...toStored(deployment, web({ replicas: 3 })),
      status: { readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1 },
    };
    const row = deployment.columns.map(column => column.value?.(object, 0));
    expect(row).toEqual(['2/3', 3, 1, undefined, 'main', 'nginx:1', 'app=web']);
  });
});
