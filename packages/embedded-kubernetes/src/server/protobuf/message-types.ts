// The field numbers are those of the generated.proto files of Kubernetes.

const ownerReference: MessageType = {
  1: one('kind', 'string'),
  3: one('name', 'string'),
  4: one('uid', 'string'),
  5: one('apiVersion', 'string'),
  6: one('controller', 'boolean'),
  7: one('blockOwnerDeletion', 'boolean'),
};

const objectMeta: MessageType = {
  1: one('name', 'string'),
  2: one('generateName', 'string'),
  3: one('namespace', 'string'),
  5: one('uid', 'string'),
  6: one('resourceVersion', 'string'),
  7: one('generation', 'integer'),
  8: one('creationTimestamp', 'time'),
  9: one('deletionTimestamp', 'time'),
  10: one('deletionGracePeriodSeconds', 'integer'),
  11: one('labels', { mapOf: 'string' }),
  12: one('annotations', { mapOf: 'string' }),
  13: many('ownerReferences', { message: ownerReference }),
  14: many('finalizers', 'string'),
};

const metadata = one('metadata', { message: objectMeta });

const objectReference: MessageType = {
  1: one('kind', 'string'),
  2: one('namespace', 'string'),
  3: one('name', 'string'),
  4: one('uid', 'string'),
  5: one('apiVersion', 'string'),
};

const policyRule: MessageType = {
  1: many('verbs', 'string'),
  2: many('apiGroups', 'string'),
  3: many('resources', 'string'),
  4: many('resourceNames', 'string'),
  5: many('nonResourceURLs', 'string'),
};

const role: MessageType = {
  1: metadata,
  2: many('rules', { message: policyRule }),
};

const roleBinding: MessageType = {
  1: metadata,
  2: many('subjects', {
    message: {
      1: one('kind', 'string'),
      2: one('apiGroup', 'string'),
      3: one('name', 'string'),
      4: one('namespace', 'string'),
    },
  }),
  3: one('roleRef', {
    message: {
      1: one('apiGroup', 'string'),
      2: one('kind', 'string'),
      3: one('name', 'string'),
    },
  }),
};

const accessReview: MessageType = {
  1: metadata,
  2: one('spec', {
    message: {
      1: one('resourceAttributes', {
        message: {
          1: one('namespace', 'string'),
          2: one('verb', 'string'),
          3: one('group', 'string'),
          4: one('version', 'string'),
          5: one('resource', 'string'),
          6: one('subresource', 'string'),
          7: one('name', 'string'),
        },
      }),
      2: one('nonResourceAttributes', {
        message: { 1: one('path', 'string'), 2: one('verb', 'string') },
      }),
    },
  }),
};

/** The supported messages by kind: those that kubectl sends for `kubectl create KIND`, and DeleteOptions. */
export const messageTypes: Record<string, MessageType> = {
  Namespace: {
    1: metadata,
    2: one('spec', { message: { 1: many('finalizers', 'string') } }),
    3: one('status', { message: { 1: one('phase', 'string') } }),
  },
  ConfigMap: {
    1: metadata,
    2: one('data', { mapOf: 'string' }),
    3: one('binaryData', { mapOf: 'bytes' }),
    4: one('immutable', 'boolean'),
  },
  Secret: {
    1: metadata,
    2: one('data', { mapOf: 'bytes' }),
    3: one('type', 'string'),
    4: one('stringData', { mapOf: 'string' }),
    5: one('immutable', 'boolean'),
  },
  ServiceAccount: {
    1: metadata,
    2: many('secrets', { message: objectReference }),
    3: many('imagePullSecrets', { message: { 1: one('name', 'string') } }),
    4: one('automountServiceAccountToken', 'boolean'),
  },
  Role: role,
  ClusterRole: role,
  RoleBinding: roleBinding,
  ClusterRoleBinding: roleBinding,
  SelfSubjectAccessReview: accessReview,
  SelfSubjectRulesReview: {
    1: metadata,
    2: one('spec', { message: { 1: one('namespace', 'string') } }),
  },
  SelfSubjectReview: { 1: metadata },
  DeleteOptions: {
    1: one('gracePeriodSeconds', 'integer'),
    2: one('preconditions', {
      message: { 1: one('uid', 'string'), 2: one('resourceVersion', 'string') },
    }),
    3: one('orphanDependents', 'boolean'),
    4: one('propagationPolicy', 'string'),
    5: many('dryRun', 'string'),
  },
};

/** The type of a field of a message. */
export type FieldType =
  | 'string'
  | 'bytes'
  | 'integer'
  | 'boolean'
  | 'time'
  | { message: MessageType }
  | { mapOf: 'string' | 'bytes' };

/** A field of a message: its JSON name and type, and whether it is repeated. */
export interface Field {
  name: string;
  type: FieldType;
  repeated?: boolean;
}

/** The fields of a message by number. */
export type MessageType = Record<number, Field>;

/** A field with one value. */
export function one(name: string, type: FieldType): Field {
  return { name, type };
}

/** A repeated field. */
function many(name: string, type: FieldType): Field {
  return { name, type, repeated: true };
}
