import { z } from 'zod';
import {
  deploymentReadPermission,
  environmentObservePermission,
  logReadPermission,
  manifestReadPermission,
} from '../../permissions';
import { metricPeriodSchema, metricsSchema } from '../../metrics';
import {
  logSchema,
  runtimeEventListSchema,
  runtimeManifestSchema,
  runtimeSchema,
} from '../../runtime';
import { objectName, optionalObjectName, resourceFields } from '../Operation';
import { audit, declareRead, get, wholeAnswer } from '../ReadDeclaration';
import { logFormatField, logPartFields } from './logFields';

const inEnvironment = {
  ...resourceFields.component,
  environment: objectName('Name of the environment.'),
};

const observes = {
  permission: environmentObservePermission,
  field: 'environment',
  names: 'environment',
} as const;

/** A boolean, which is text in a query. */
const flag = z.preprocess(
  (value: boolean | 'true' | 'false') =>
    ({ true: true, false: false }[String(value)] ?? value),
  z.boolean(),
);

const objectFields = {
  kind: z
    .string()
    .regex(/^[A-Z][A-Za-z0-9]{0,62}$/, 'is not a kind')
    .describe('Kind of the object, such as Deployment.'),
  name: objectName('Name of the object.'),
  namespace: optionalObjectName('Namespace of the object in the data plane.'),
};

const logFields = {
  pod: objectName('Name of the pod.'),
  container: optionalObjectName(
    'Name of the container. Needed for a pod with several.',
  ),
  previous: flag
    .optional()
    .describe('Whether to read the log of the run before the last restart.'),
  ...logPartFields,
};

const getRuntime = declareRead({
  name: 'get-runtime',
  title: 'Get what runs of a component in an environment',
  description:
    'Returns the objects of an OpenChoreo component in one environment: those of its Release with their health, and the ReplicaSets, Jobs and pods that were created for them, with the state of each container. `failure` names the log that says why a container failed. Use it after explain-component, to find the pod whose log to read.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object(inEnvironment),
  output: runtimeSchema,
  http: get('/environments/{environment}/runtime'),
  audit: audit('deployment-fetch', 'runtime'),
  // Pods are read from the data plane, which does not tell when they change.
  live: { isShared: true, refreshMs: 5_000 },
  agent: wholeAnswer(runtimeSchema),
});

const listRuntimeEvents = declareRead({
  name: 'list-runtime-events',
  title: 'List the events of an object of a component',
  description:
    'Returns the events that Kubernetes reports about an object that get-runtime returned, such as a pod that cannot be scheduled. The newest first.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({ ...inEnvironment, ...objectFields }),
  output: runtimeEventListSchema,
  http: get('/environments/{environment}/runtime/events'),
  audit: audit('deployment-fetch', 'runtime-events'),
  agent: wholeAnswer(runtimeEventListSchema),
});

const getRuntimeManifest = declareRead({
  name: 'get-runtime-manifest',
  title: 'Get the manifest of an object of a component',
  description:
    'Returns an object of the Release as YAML, without the values of configuration and secrets, and its observed status.',
  resource: 'component',
  permission: manifestReadPermission,
  environment: observes,
  input: z.object({ ...inEnvironment, ...objectFields }),
  output: runtimeManifestSchema,
  http: get('/environments/{environment}/runtime/manifest'),
  audit: audit('deployment-fetch', 'manifest'),
});

const getMetrics = declareRead({
  name: 'get-metrics',
  title: 'Get the metrics of a component in an environment',
  description:
    'Returns CPU and memory of the pods of an OpenChoreo component in one environment and, from a Prometheus, requests, errors and latency at its gateways. Without a Prometheus there are current values only.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...inEnvironment,
    period: metricPeriodSchema
      .optional()
      .describe('The time before now. Default: 1h.'),
  }),
  output: metricsSchema,
  http: get('/environments/{environment}/metrics'),
  audit: audit('deployment-fetch', 'metrics'),
  // That is how often metrics-server measures.
  live: { isShared: true, refreshMs: 15_000 },
});

const readLog = declareRead({
  name: 'read-log',
  title: 'Read the log of a container',
  description:
    'Returns the last lines of the log of a container of an OpenChoreo component. get-runtime has the names of pods and containers, and in `failure` the log that says why a container failed.',
  resource: 'component',
  permission: logReadPermission,
  environment: observes,
  input: z.object({
    ...inEnvironment,
    ...logFields,
    ...logFormatField,
  }),
  output: logSchema,
  formats: { text: 'text/plain' },
  http: get('/environments/{environment}/logs'),
  audit: audit('log-fetch', 'read'),
  // A log is followed with stream-log, whose streams are limited.
  followable: false,
  agent: wholeAnswer(logSchema),
});

const streamLog = declareRead({
  name: 'stream-log',
  title: 'Follow the log of a container',
  description:
    'Server-sent events. `lines` has the last lines at the beginning, and new lines as they are written. `heartbeat` comes every 15 seconds. `end` has the reason why there are no further lines.',
  resource: 'component',
  permission: logReadPermission,
  environment: observes,
  input: z.object({ ...inEnvironment, ...logFields }),
  output: z.void(),
  mediaType: 'text/event-stream',
  http: get('/environments/{environment}/logs/stream'),
  audit: audit('log-fetch', 'stream'),
});

/** The reads of what runs in a data plane. */
export const runtimeReads = {
  getRuntime,
  listRuntimeEvents,
  getRuntimeManifest,
  getMetrics,
  readLog,
  streamLog,
};
