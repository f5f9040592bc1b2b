import { PrinterColumn, ServedType } from '../../types';
import { FieldError, forbidden, invalid, tooLong } from '../field-error';
import {
  isObject,
  JsonObject,
  jsonEquals,
  listAt,
  objectAt,
  stringAt,
} from '../json';
import { asJson } from '../kube-json';
import { CheckContext } from '../structural-schema';
import {
  age,
  anyList,
  anything,
  anyText,
  builtIn,
  conditions,
  defaulting,
  flag,
  kindSchema,
  listBy,
  listOf,
  optionalFlag,
  setOf,
  struct,
  text,
  textMap,
} from './build';
import { ofObject } from './checks';
import { quantities } from './quantity';

/** Data of one ConfigMap or Secret may not be larger, in bytes. */
const dataLimit = 1024 * 1024;
const keyPattern = /^[-._a-zA-Z0-9]+$/;

const namespace = builtIn({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  shortNames: ['ns'],
  scope: 'Cluster',
  selectableFields: ['.status.phase'],
  schema: kindSchema(
    {
      spec: defaulting(struct({ finalizers: listOf(anyText) }), {}),
      status: defaulting(struct({ phase: text, conditions }), {}),
    },
    { rules: { name: 'label' } },
  ),
  columns: [{ name: 'Status', type: 'string', jsonPath: '.status.phase' }, age],
});

const configMap = builtIn({
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  shortNames: ['cm'],
  schema: kindSchema(
    { data: textMap, binaryData: textMap, immutable: optionalFlag },
    {
      rules: {
        check: ofObject((value, context) => [
          ...checkData(value, ['data', 'binaryData']),
          ...checkImmutability(value, context, ['data', 'binaryData']),
        ]),
      },
    },
  ),
  columns: [
    {
      name: 'Data',
      type: 'string',
      value: object => {
        const { data, binaryData } = asJson(object);
        return countOf(data) + countOf(binaryData);
      },
    },
    age,
  ],
});

const secret = builtIn({
  group: '',
  version: 'v1',
  kind: 'Secret',
  selectableFields: ['.type'],
  schema: kindSchema(
    {
      data: textMap,
      stringData: textMap,
      type: defaulting(text, 'Opaque'),
      immutable: optionalFlag,
    },
    {
      rules: {
        complete: encodeStringData,
        check: ofObject((value, context) => [
          ...checkData(value, ['data']),
          ...checkImmutability(value, context, ['data']),
          ...checkSecretType(value, context),
        ]),
      },
    },
  ),
  columns: [
    { name: 'Type', type: 'string', jsonPath: '.type' },
    {
      name: 'Data',
      type: 'string',
      value: object => countOf(asJson(object).data),
    },
    age,
  ],
});

const serviceAccount = builtIn({
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  shortNames: ['sa'],
  schema: kindSchema({
    secrets: listBy('name', anything),
    imagePullSecrets: listOf(struct({ name: text })),
    automountServiceAccountToken: optionalFlag,
  }),
});

const nodeAddress = struct({ type: text, address: text });

const node = builtIn({
  group: '',
  version: 'v1',
  kind: 'Node',
  shortNames: ['no'],
  scope: 'Cluster',
  selectableFields: ['.spec.unschedulable'],
  schema: kindSchema({
    spec: defaulting(
      struct({
        podCIDR: text,
        podCIDRs: setOf(anyText),
        providerID: text,
        unschedulable: flag,
        taints: anyList,
        externalID: text,
        configSource: anything,
      }),
      {},
    ),
    status: defaulting(
      struct({
        capacity: quantities,
        allocatable: quantities,
        phase: text,
        conditions,
        addresses: listBy('type', nodeAddress),
        daemonEndpoints: anything,
        nodeInfo: anything,
        images: anyList,
        volumesInUse: listOf(anyText),
        volumesAttached: anyList,
        config: anything,
        runtimeHandlers: anyList,
        features: anything,
        declaredFeatures: listOf(anyText),
      }),
      {},
    ),
  }),
  columns: [
    {
      name: 'Status',
      type: 'string',
      value: object => nodeStatus(asJson(object)),
    },
    { name: 'Roles', type: 'string', value: object => rolesOf(asJson(object)) },
    age,
    {
      name: 'Version',
      type: 'string',
      jsonPath: '.status.nodeInfo.kubeletVersion',
    },
    addressColumn('Internal-IP', 'InternalIP'),
    addressColumn('External-IP', 'ExternalIP'),
    {
      name: 'OS-Image',
      type: 'string',
      priority: 1,
      jsonPath: '.status.nodeInfo.osImage',
    },
    {
      name: 'Kernel-Version',
      type: 'string',
      priority: 1,
      jsonPath: '.status.nodeInfo.kernelVersion',
    },
    {
      name: 'Container-Runtime',
      type: 'string',
      priority: 1,
      jsonPath: '.status.nodeInfo.containerRuntimeVersion',
    },
  ],
});

/** Kinds of the core group that hold data or stand for the cluster itself. */
export const coreKinds: ServedType[] = [
  namespace,
  configMap,
  secret,
  serviceAccount,
  node,
];

function encodeStringData(value: JsonObject) {
  const texts = value.stringData;
  delete value.stringData;
  if (!isObject(texts)) return;
  const data = { ...objectAt(value, 'data') };
  for (const [key, item] of Object.entries(texts)) {
    if (typeof item === 'string') {
      data[key] = Buffer.from(item).toString('base64');
    }
  }
  value.data = data;
}

function checkData(value: JsonObject, fields: string[]): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const field of fields) {
    for (const [key, item] of Object.entries(objectAt(value, field))) {
      if (!keyPattern.test(key)) {
        errors.push(
          invalid(
            `${field}[${key}]`,
            key,
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
          ),
        );
      }
      if (typeof item === 'string') size += Buffer.byteLength(item);
    }
  }
  if (size > dataLimit) errors.push(tooLong('', dataLimit));
  return errors;
}

function checkImmutability(
  value: JsonObject,
  { old }: CheckContext,
  fields: string[],
): FieldError[] {
  if (!isObject(old) || old.immutable !== true) return [];
  const errors = fields
    .filter(field => !jsonEquals(value[field], old[field]))
    .map(field =>
      forbidden(field, 'field is immutable when `immutable` is set'),
    );
  if (value.immutable !== true) {
    errors.unshift(
      forbidden('immutable', 'field is immutable when `immutable` is set'),
    );
  }
  return errors;
}

function checkSecretType(
  value: JsonObject,
  { old }: CheckContext,
): FieldError[] {
  return isObject(old) && value.type !== old.type
    ? [invalid('type', value.type, 'field is immutable')]
    : [];
}

function countOf(value: JsonObject[string] | undefined): number {
  return isObject(value) ? Object.keys(value).length : 0;
}

function nodeStatus(object: JsonObject): string {
  const ready = listAt(objectAt(object, 'status'), 'conditions').find(
    item => stringAt(item, 'type') === 'Ready',
  );
  let status = 'Unknown';
  if (ready !== undefined) {
    status = stringAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  }
  return objectAt(object, 'spec').unschedulable === true
    ? `${status},SchedulingDisabled`
    : status;
}

function rolesOf(object: JsonObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(objectAt(objectAt(object, 'metadata'), 'labels'))
    .filter(label => label.startsWith(prefix))
    .map(label => label.slice(prefix.length));
  return roles.length > 0 ? roles.sort().join(',') : '<none>';
}

function addressColumn(name: string, type: string): PrinterColumn {
  return {
    name,
    type: 'string',
    priority: 1,
    value: object => {
      const found = listAt(
        objectAt(asJson(object), 'status'),
        'addresses',
      ).find(item => stringAt(item, 'type') === type);
      return stringAt(found, 'address') ?? '<none>';
    },
  };
}
