/**
 * The lists of a type that strategic merge patch merges by key. Members without a schema merge as plain JSON: objects member
 * by member, lists and scalars are replaced.
 */
export interface MergeSchema {
  /** Schemas of members that need one. */
  readonly members?: { readonly [member: string]: MergeSchema };
  /** Mutually exclusive members: a member of the patch replaces the others. */
  readonly oneOf?: readonly string[];
  /** As the patch strategy `retainKeys`: only the members that the patch has are kept. A patch without members changes nothing. */
  readonly retainKeys?: boolean;
  /** Merges a list by the members that identify its items. */
  readonly list?: MergeList;
}

/** The keys of the items of a list, and their schema. */
export interface MergeList {
  readonly keys: readonly MergeKey[];
  readonly item?: MergeSchema;
}

/** An item member that is part of the key, with its default. */
export interface MergeKey {
  readonly member: string;
  readonly fallback?: string;
}

function by(member: string, item?: MergeSchema): MergeSchema {
  return { list: { keys: [{ member }], item } };
}

/**
 * Ports merge by number and protocol, as in server-side apply. Kubernetes' strategic merge uses the number only, which would
 * merge TCP and UDP on one number.
 */
function byPort(member: string): MergeSchema {
  return {
    list: { keys: [{ member }, { member: 'protocol', fallback: 'TCP' }] },
  };
}

/** A literal replaces a reference, and a reference replaces a literal or a reference of another kind. */
const variable: MergeSchema = {
  oneOf: ['value', 'valueFrom'],
  members: {
    valueFrom: {
      oneOf: [
        'configMapKeyRef',
        'secretKeyRef',
        'fieldRef',
        'resourceFieldRef',
        'fileKeyRef',
      ],
    },
  },
};

/** What a probe or a lifecycle handler does. A patch replaces it. */
const handler: MergeSchema = {
  oneOf: ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'],
};

const container: MergeSchema = {
  members: {
    livenessProbe: handler,
    readinessProbe: handler,
    startupProbe: handler,
    lifecycle: { members: { postStart: handler, preStop: handler } },
    env: by('name', variable),
    ports: byPort('containerPort'),
    volumeMounts: by('mountPath'),
    volumeDevices: by('devicePath'),
    resources: { members: { claims: by('name') } },
  },
};

const podSpec: MergeSchema = {
  members: {
    containers: by('name', container),
    initContainers: by('name', container),
    ephemeralContainers: by('name', container),
    volumes: by('name', { retainKeys: true }),
    imagePullSecrets: by('name'),
    hostAliases: by('ip'),
    resourceClaims: by('name'),
    topologySpreadConstraints: by('topologyKey'),
  },
};

const podTemplate: MergeSchema = { members: { spec: podSpec } };
const jobSpec: MergeSchema = { members: { template: podTemplate } };

/** Merge keys of DeploymentSpec and StatefulSetSpec of `apps/v1`. */
export const deploymentSpecSchema: MergeSchema = {
  members: { template: podTemplate, strategy: { retainKeys: true } },
};

/** Merge keys of `core/v1` ServiceSpec. */
export const serviceSpecSchema: MergeSchema = {
  members: { ports: byPort('port') },
};

/** Merge keys of `batch/v1` CronJobSpec. */
export const cronJobSpecSchema: MergeSchema = {
  members: { jobTemplate: { members: { spec: jobSpec } } },
};

const specSchemas: { readonly [apiVersionKind: string]: MergeSchema } = {
  'apps/v1 Deployment': deploymentSpecSchema,
  'apps/v1 StatefulSet': deploymentSpecSchema,
  'batch/v1 CronJob': cronJobSpecSchema,
  'batch/v1 Job': deploymentSpecSchema,
  'v1 Service': serviceSpecSchema,
};

/** Returns the merge keys of a kind; empty for custom resources. */
export function mergeSchemaOf(apiVersion: string, kind: string): MergeSchema {
  const spec = specSchemas[`${apiVersion} ${kind}`];
  return spec ? { members: { spec } } : {};
}
