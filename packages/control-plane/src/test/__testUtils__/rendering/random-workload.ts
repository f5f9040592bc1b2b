import {
  type Choices,
  odd,
  basePaths,
  oddPaths,
  oddHosts,
  types,
  ports,
} from './choices';

const objectNames = ['a', 'greeter', 'my-app', '3scale'];
const longNames = ['my.app', `${'a'.repeat(62)}z`, `${'long-'.repeat(50)}z`];
const hosts = ['api.example.com', 'db', '192.0.2.1', '2001:db8::1', 'a.b.svc'];
const templates = [
  '{{ .uri }}',
  '{{ .host }}:{{ .port }}',
  'x',
  '{{ .nothing }}',
  '{{ .password }}',
  'a={{ .password }}',
  '{{ .host',
  '{{ printf "%q" .password }}',
  '',
];

/** A name of an object, also one that is not allowed. */
export function name(choices: Choices): string {
  return choices.value(objectNames, [...longNames, ...odd]);
}

/** A name of an object that the API server accepts. */
export function objectName(choices: Choices): string {
  return choices.value(objectNames, longNames);
}

function valueFrom(choices: Choices): object {
  return choices.value(
    [
      { configurationGroupRef: { name: 'db', key: 'host' } },
      { configurationGroupRef: { name: 'db', key: 'password' } },
      { secretRef: { name: 'tokens', key: 'token' } },
    ],
    [
      {},
      { configurationGroupRef: { name: 'db', key: 'nothing' } },
      { configurationGroupRef: { name: 'nothing', key: 'host' } },
      { secretRef: { name: choices.one(odd), key: choices.one(odd) } },
    ],
  );
}

function variable(choices: Choices): object {
  const key = choices.value(
    ['A', 'B', 'JAVA_TOOL_OPTIONS'],
    ['a.b', '1A', 'A B', 'A=B', ...odd],
  );
  return choices.chance(0.6)
    ? { key, value: choices.value(['1', '', '$(A)'], ['ü', '\n', '$$(A)']) }
    : { key, valueFrom: valueFrom(choices) };
}

function container(choices: Choices): object {
  return {
    image: choices.value(
      ['registry.test/app:1', 'nginx'],
      [`registry.test:5000/a/b@sha256:${'0'.repeat(64)}`],
    ),
    command: choices.maybe(0.2, () => choices.list(2, () => choices.one(odd))),
    env: choices.maybe(0.7, () => choices.list(4, () => variable(choices))),
    files: choices.maybe(0.3, () =>
      choices.list(3, () => ({
        mountPath: choices.value(
          ['/etc/app/a', '/etc/app/b', '/srv/c'],
          ['/', 'a', '/etc/app/', '/etc/../a', '/etc/app/a/b', '/a:b', '/ü ü'],
        ),
        ...(choices.chance(0.5)
          ? { value: choices.one(['text', '']) }
          : { valueFrom: valueFrom(choices) }),
      })),
    ),
  };
}

function endpoint(choices: Choices): object {
  return {
    type: choices.one(types),
    port: choices.value(ports, [1, 65535]),
    targetPort: choices.maybe(0.2, () => choices.one(ports)),
    container: choices.maybe(0.2, () => choices.one(['main', 'b', 'nothing'])),
    visibility: choices.maybe(0.4, () =>
      choices.list(2, () => choices.one(['project', 'organization', 'public'])),
    ),
    basePath: choices.value(basePaths, oddPaths),
  };
}

/** A circuit breaker of a connection or of an API class. */
export function circuitBreaker(choices: Choices): object {
  return {
    enabled: choices.chance(0.8),
    maxConnections: choices.value([10, undefined], [0, -1, 2147483647]),
    maxParallelRetries: choices.value([3, undefined], [0, -1]),
  };
}

/** A connection of a workload. */
export function connection(choices: Choices): object {
  return {
    type: choices.one(['api', 'internal', 'external', 'external', 'managed']),
    params: choices.maybe(0.6, () => ({
      componentName: choices.value(['backend'], ['', 'nothing']),
      endpoint: choices.value(['api', 'rpc'], ['', 'nothing']),
      ...(choices.chance(0.5) && { projectName: 'other' }),
    })),
    external: choices.maybe(0.8, () => ({
      host: choices.value(hosts, oddHosts),
      port: choices.one(ports),
      protocol: choices.value(
        ['https', 'http', 'tcp', undefined],
        ['HTTPS', 'udp', 'postgresql', 'a b', 'https://'],
      ),
      tls: choices.maybe(0.2, () => choices.chance(0.5)),
    })),
    managed: choices.maybe(0.8, () => ({
      resource: choices.value(['orders', 'db'], ['nothing']),
    })),
    inject: {
      env: choices.list(2, () => ({
        name: choices.value(['STORE', 'A'], odd),
        value: choices.one(templates),
      })),
    },
    security: choices.maybe(0.2, () => ({
      mtls: choices.one(['Required', 'Disabled']),
    })),
    policy: choices.maybe(0.4, () => ({
      timeout: choices.value(['5s', undefined], ['0.0001ms', '100000h', '0s']),
      retries: choices.maybe(0.5, () => ({
        attempts: choices.value([3], [0, 2147483647]),
        backoff: choices.value(['100ms', undefined], ['1h', '0.1ms']),
      })),
      circuitBreaker: choices.maybe(0.5, () => circuitBreaker(choices)),
    })),
  };
}

/** The workload of a binding. */
export function workload(choices: Choices): object {
  return {
    containers: {
      ...(choices.chance(0.95) && { main: container(choices) }),
      ...choices.record(
        1,
        () => choices.value(['b', 'c'], [...odd, 'My_App', 'y'.repeat(64)]),
        () => container(choices),
      ),
    },
    endpoints: choices.record(
      3,
      () => choices.value(['api', 'web', 'rpc'], [...odd, 'a_b', 'my.api']),
      () => endpoint(choices),
    ),
    connections: choices.record(
      2,
      () => choices.value(['store', 'pay'], odd),
      () => connection(choices),
    ),
  };
}

/** A pod template as platform engineers and developers write it, with usual mistakes. */
export function podTemplate(choices: Choices, isTask = false): object {
  const quantity = () =>
    choices.value(['100m', '128Mi', 1], ['1.5', '0.1Gi', '', '-1', 'a']);
  const handler = () =>
    choices.value<object, object>(
      [
        {
          httpGet: { path: '/', port: choices.value([8080], ['http', '8080']) },
        },
        { tcpSocket: { port: 8080 } },
        { exec: { command: ['true'] } },
      ],
      [{ initialDelaySeconds: 5 }],
    );
  const source = () =>
    choices.one<object>([
      { emptyDir: {} },
      { persistentVolumeClaim: { claimName: 'data' } },
      { configMap: { name: 'extra' } },
    ]);
  const labelKey = () =>
    choices.value(['team'], ['a.test/team', 'my team', 'ü']);
  return {
    metadata: choices.maybe(0.3, () => ({
      annotations: { 'example.com/a': choices.value(['b'], ['', 'ü']) },
      labels: {
        [labelKey()]: choices.value(['blue'], ['', 'My Team', 'x'.repeat(64)]),
      },
    })),
    spec: {
      ...(choices.chance(0.2) && {
        serviceAccountName: choices.value(['robot'], ['My Robot']),
      }),
      ...(choices.chance(0.1) && {
        restartPolicy: choices.value(
          isTask ? ['OnFailure', 'Never'] : ['Always'],
          ['Always', 'OnFailure', ''],
        ),
      }),
      volumes: [
        { name: choices.value(['tmp'], ['data', 'My_Data', '']), ...source() },
      ],
      containers: choices.list(2, () => ({
        name: choices.value(
          ['main', 'proxy'],
          ['My_Proxy', '', 'y'.repeat(64)],
        ),
        image: choices.value(['proxy:1'], [undefined, '', 'Proxy', 'a b']),
        env: choices.list(1, () => ({
          name: choices.value(['A'], ['', 'A=B']),
          value: choices.one(['1', '']),
        })),
        volumeMounts: choices.list(1, () => ({
          name: choices.value(['tmp'], ['data', '']),
          mountPath: choices.value(['/tmp', '/etc/app/a'], ['']),
        })),
        ports: choices.list(1, () => ({
          name: choices.value(['http', undefined], ['ep-8080-tcp']),
          containerPort: choices.one(ports),
        })),
        resources: choices.maybe(0.4, () => ({
          requests: { cpu: quantity(), memory: quantity() },
        })),
        livenessProbe: choices.maybe(0.3, handler),
        lifecycle: choices.maybe(0.1, () => ({
          preStop: { tcpSocket: { port: 8080 } },
        })),
      })),
    },
  };
}

/** The overrides of a binding for its environment. */
export function envOverrides(choices: Choices): object {
  return {
    replicas: choices.maybe(0.3, () => choices.value([1, 3], [0])),
    schedule: choices.maybe(0.2, () =>
      choices.value(['@daily'], ['', 'never']),
    ),
    containers: choices.maybe(0.4, () =>
      choices.record(
        2,
        () => choices.value(['main', 'b'], ['nothing', '']),
        () => ({
          env: choices.maybe(0.6, () =>
            choices.list(2, () => variable(choices)),
          ),
          resources: choices.maybe(0.4, () => ({
            limits: { cpu: choices.value(['1', 2], ['1.5', '', 'a']) },
          })),
        }),
      ),
    ),
    apis: choices.maybe(0.2, () => ({
      api: choices.value(
        [{ rest: { exposeLevels: ['Public'] } }],
        [{ type: 1 }],
      ),
    })),
  };
}
