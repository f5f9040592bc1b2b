/**
 * What strategic merge must know of a type: which lists merge by key.
 * Everything that a schema does not mention merges as plain JSON: objects
 * member by member, lists and scalars replaced whole.
 */
export interface MergeSchema {
  /** Schemas of members that need one. */
  readonly members?: { readonly [member: string]: MergeSchema };
  /** Members of which an object has one only: what the patch gives takes the place of the others. */
  readonly oneOf?: readonly string[];
  /** Makes a list merge by key: the item members that tell items apart. */
  readonly list?: MergeList;
}

/** How the items of a list are told apart, and the schema of an item. */
export interface MergeList {
  readonly keys: readonly MergeKey[];
  readonly item?: MergeSchema;
}

/** An item member that takes part in its identity, and what stands in where it is absent. */
export interface MergeKey {
  readonly member: string;
  readonly fallback?: string;
}

function by(member: string, item?: MergeSchema): MergeSchema {
  return { list: { keys: [{ member }], item } };
}

/**
 * A port is its number and its protocol. Kubernetes' own strategic merge goes
 * by the number alone and so folds TCP and UDP on one number into one port;
 * server-side apply, which the result meets next, goes by both.
 */
function byPort(member: string): MergeSchema {
  return {
    list: { keys: [{ member }, { member: 'protocol', fallback: 'TCP' }] },
  };
}

/** A literal takes the place of a reference, and a reference that of a literal or of one of another kind. */
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

const container: MergeSchema = {
  members: {
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
    volumes: by('name'),
    imagePullSecrets: by('name'),
    hostAliases: by('ip'),
    resourceClaims: by('name'),
    topologySpreadConstraints: by('topologyKey'),
  },
};

const podTemplate: MergeSchema = { members: { spec: podSpec } };
const jobSpec: MergeSchema = { members: { template: podTemplate } };

/** Merge keys of `apps/v1` DeploymentSpec; a StatefulSetSpec has the same. */
export const deploymentSpecSchema: MergeSchema = {
  members: { template: podTemplate },
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

/** What is known of the keyed lists of a kind's objects; custom resources have none that we know of. */
export function mergeSchemaOf(apiVersion: string, kind: string): MergeSchema {
  const spec = specSchemas[`${apiVersion} ${kind}`];
  return spec ? { members: { spec } } : {};
}
