import { PrinterColumn } from '../../api/types';
import { StructuralSchema } from '../structural-schema';
import { age, defaulting, listBy, listOf, mapOf, struct } from './build';

const subdomainPattern =
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';
const hostPattern =
  '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';
const labelPattern = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$';
const groupPattern = `^$|${subdomainPattern}`;
const kindPattern = '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$';
const headerPattern = "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$";

/** A string without rules. */
export const plain: StructuralSchema = { type: 'string' };

/** A string of limited length. */
export function bounded(
  minLength: number,
  maxLength: number,
  pattern?: string,
): StructuralSchema {
  return {
    type: 'string',
    minLength,
    maxLength,
    ...(pattern !== undefined && { pattern }),
  };
}

/** An enumeration, in the order of error messages. */
export function enumOf(...values: string[]): StructuralSchema {
  return { type: 'string', enum: values };
}

/** A list of limited length. */
export function boundedList(
  maxItems: number,
  items: StructuralSchema,
): StructuralSchema {
  return { ...listOf(items), maxItems };
}

export const objectName = bounded(1, 253);
export const group: StructuralSchema = {
  type: 'string',
  maxLength: 253,
  pattern: groupPattern,
};
export const kind = bounded(1, 63, kindPattern);
export const namespaceName = bounded(1, 63, labelPattern);
export const sectionName = bounded(1, 253, subdomainPattern);
export const hostname = bounded(1, 253, hostPattern);
export const preciseHostname = bounded(1, 253, subdomainPattern);
export const port: StructuralSchema = {
  type: 'integer',
  format: 'int32',
  minimum: 1,
  maximum: 65535,
};
export const labels = mapOf(plain);

/** A reference to a parent of a route, such as a Gateway. */
export const parentRef = struct(
  {
    group: defaulting(group, 'gateway.networking.k8s.io'),
    kind: defaulting(kind, 'Gateway'),
    namespace: namespaceName,
    name: objectName,
    sectionName,
    port,
  },
  { required: ['name'] },
);

/** A reference to another object, of any kind, in the same namespace. */
export const localReference = struct(
  { group, kind, name: objectName },
  { required: ['group', 'kind', 'name'] },
);

/** A reference to a Secret. */
export const secretReference = struct(
  {
    group: defaulting(group, ''),
    kind: defaulting(kind, 'Secret'),
    name: objectName,
    namespace: namespaceName,
  },
  { required: ['name'] },
);

/** A reference to a backend, with additional fields. */
export function backendRef(
  more: Record<string, StructuralSchema> = {},
): StructuralSchema {
  return struct(
    {
      group: defaulting(group, ''),
      kind: defaulting(kind, 'Service'),
      name: objectName,
      namespace: namespaceName,
      port,
      weight: defaulting(
        {
          type: 'integer',
          format: 'int32',
          minimum: 0,
          maximum: 1000000,
        },
        1,
      ),
      ...more,
    },
    { required: ['name'] },
  );
}

const header = struct(
  { name: bounded(1, 256, headerPattern), value: bounded(1, 4096) },
  { required: ['name', 'value'] },
);
const headers = { ...listBy('name', header), maxItems: 16 };

/** Headers that a filter sets, adds and removes. */
export const headerModifier = struct({
  set: headers,
  add: headers,
  remove: {
    type: 'array',
    items: plain,
    maxItems: 16,
    'x-kubernetes-list-type': 'set',
  },
});

/** A condition on a header or on a query parameter. */
export function match(maxLength: number): StructuralSchema {
  return {
    ...listBy(
      'name',
      struct(
        {
          type: defaulting(enumOf('Exact', 'RegularExpression'), 'Exact'),
          name: bounded(1, 256, headerPattern),
          value: bounded(1, maxLength),
        },
        { required: ['name', 'value'] },
      ),
    ),
    maxItems: 16,
  };
}

/** The conditions of Gateway API kinds. */
export const gatewayConditions: StructuralSchema = {
  ...listBy(
    'type',
    struct(
      {
        type: plain,
        status: enumOf('True', 'False', 'Unknown'),
        observedGeneration: { type: 'integer', format: 'int64', minimum: 0 },
        lastTransitionTime: { type: 'string', format: 'date-time' },
        reason: bounded(1, 1024, '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$'),
        message: { type: 'string', maxLength: 32768 },
      },
      {
        required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'],
      },
    ),
  ),
  maxItems: 8,
};

/** The status of a route, by parent. */
export const routeStatus = struct(
  {
    parents: boundedList(
      32,
      struct(
        {
          parentRef,
          controllerName: plain,
          conditions: gatewayConditions,
        },
        { required: ['controllerName', 'parentRef'] },
      ),
    ),
  },
  { required: ['parents'] },
);

/** The status of a policy, by ancestor. */
export const policyStatus = struct(
  {
    ancestors: boundedList(
      16,
      struct(
        {
          ancestorRef: parentRef,
          controllerName: plain,
          conditions: gatewayConditions,
        },
        { required: ['ancestorRef', 'controllerName'] },
      ),
    ),
  },
  { required: ['ancestors'] },
);

/** The columns of routes with host names. */
export const routeColumns: PrinterColumn[] = [
  { name: 'Hostnames', type: 'string', jsonPath: '.spec.hostnames' },
  age,
];

/** The target of a policy. */
export const policyTarget = struct(
  { group, kind, name: objectName, sectionName },
  { required: ['group', 'kind', 'name'] },
);

/** Selects targets by their labels. */
export const targetSelectors = listOf(
  struct(
    {
      group: defaulting(group, 'gateway.networking.k8s.io'),
      kind,
      matchLabels: labels,
    },
    { required: ['kind'] },
  ),
);
