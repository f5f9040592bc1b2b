import type {
  Log,
  Runtime,
  RuntimeEvent,
  RuntimeManifest,
  RuntimeResource,
} from '@promenade/backstage-plugin-openchoreo-common';

const namespace = 'dp-default-shop-staging';

const container = {
  name: 'main',
  image: 'registry.test/greeter:1.4.0',
  isInit: false,
  state: 'Running',
  ready: true,
  restarts: 0,
  hasLog: true,
  since: '2026-03-01T11:00:00Z',
} as const;

const pod = (
  name: string,
  more: Partial<RuntimeResource> = {},
): RuntimeResource => ({
  id: `Pod/${namespace}/${name}`,
  owner: `ReplicaSet/${namespace}/greeter-6d`,
  kind: 'Pod',
  name,
  namespace,
  health: 'Healthy',
  pod: { phase: 'Running', node: 'node-1', containers: [{ ...container }] },
  ...more,
});

/** A component with two pods that are ready. */
export const readyRuntime: Runtime = {
  environment: 'staging',
  dataPlane: { name: 'default', simulated: true },
  release: 'greeter-staging',
  resources: [
    {
      id: `Deployment/${namespace}/greeter`,
      kind: 'Deployment',
      name: 'greeter',
      namespace,
      health: 'Healthy',
    },
    {
      id: `ReplicaSet/${namespace}/greeter-6d`,
      owner: `Deployment/${namespace}/greeter`,
      kind: 'ReplicaSet',
      name: 'greeter-6d',
      namespace,
      health: 'Healthy',
    },
    pod('greeter-6d-a'),
    pod('greeter-6d-b'),
    {
      id: `Service/${namespace}/greeter`,
      kind: 'Service',
      name: 'greeter',
      namespace,
      health: 'Healthy',
    },
  ],
  asOf: '2026-03-01T12:00:00Z',
};

/** The same, with a pod whose container crashes. */
export const crashingRuntime: Runtime = {
  ...readyRuntime,
  resources: readyRuntime.resources.map(resource =>
    resource.name === 'greeter-6d-b'
      ? pod('greeter-6d-b', {
          health: 'Degraded',
          message: 'CrashLoopBackOff: back-off 10s',
          pod: {
            phase: 'Running',
            containers: [
              {
                ...container,
                state: 'Waiting',
                reason: 'CrashLoopBackOff',
                message: 'back-off 10s',
                ready: false,
                restarts: 3,
                lastExit: {
                  reason: 'Error',
                  exitCode: 1,
                  at: '2026-03-01T11:59:59Z',
                },
              },
            ],
          },
        })
      : resource,
  ),
  failure: {
    pod: 'greeter-6d-b',
    container: 'main',
    previous: true,
    at: '2026-03-01T11:59:59Z',
  },
};

/** The log of a container that crashed. */
export const crashLog: Log = {
  lines: [
    { at: '2026-03-01T11:59:00.1Z', text: 'listening on port 8080' },
    { at: '2026-03-01T11:59:30.2Z', text: 'GET /greetings 200' },
    {
      at: '2026-03-01T11:59:58.9Z',
      text: '\u001b[31mERROR\u001b[0m no route to the database',
    },
  ],
  isComplete: true,
};

/** The environment of a request. */
export function pickEnvironment(input: object): { environment?: unknown } {
  return 'environment' in input ? { environment: input.environment } : {};
}

export const sampleEvents: { events: RuntimeEvent[] } = {
  events: [
    {
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off restarting failed container',
      count: 4,
      lastSeen: '2026-03-01T11:59:59Z',
      source: 'kubelet',
    },
  ],
};

export const sampleManifest: RuntimeManifest = {
  manifest: 'apiVersion: apps/v1\nkind: Deployment\n',
  status: 'readyReplicas: 2\n',
};
