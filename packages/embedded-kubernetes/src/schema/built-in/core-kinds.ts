import { ResourceType } from '../../api/types';
import { FieldError, forbidden, invalid, tooLong } from '../field-error';
import { isObject, JsonObject, jsonEquals, objectAt } from '../json';
import { asJson } from '../kube-json';
import { ValidationContext } from '../structural-schema';
import {
  age,
  anything,
  anyText,
  builtIn,
  conditions,
  defaulting,
  kindSchema,
  listBy,
  listOf,
  optionalFlag,
  struct,
  text,
  textMap,
} from './build';
import { objectValidator } from './validators';
import { node } from './node';

/** The maximum size of the data of a ConfigMap or Secret, in bytes. */
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
        validate: objectValidator((value, context) => [
          ...validateData(value, ['data', 'binaryData']),
          ...validateImmutability(value, context, ['data', 'binaryData']),
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
        setDefaults: encodeStringData,
        validate: objectValidator((value, context) => [
          ...validateData(value, ['data']),
          ...validateImmutability(value, context, ['data']),
          ...validateSecretType(value, context),
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
  returnsDeletedObject: true,
  shortNames: ['sa'],
  schema: kindSchema({
    secrets: listBy('name', anything),
    imagePullSecrets: listOf(struct({ name: text })),
    automountServiceAccountToken: optionalFlag,
  }),
});

/** Namespaces, ConfigMaps, Secrets, ServiceAccounts and Nodes. */
export const coreKinds: ResourceType[] = [
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

function validateData(value: JsonObject, fields: string[]): FieldError[] {
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

function validateImmutability(
  value: JsonObject,
  { old }: ValidationContext,
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

function validateSecretType(
  value: JsonObject,
  { old }: ValidationContext,
): FieldError[] {
  return isObject(old) && value.type !== old.type
    ? [invalid('type', value.type, 'field is immutable')]
    : [];
}

function countOf(value: JsonObject[string] | undefined): number {
  return isObject(value) ? Object.keys(value).length : 0;
}
