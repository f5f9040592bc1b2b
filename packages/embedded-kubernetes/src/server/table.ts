import type { KubeObject, PrinterColumn, ResourceType } from '../api/types';
import { humanDuration } from '../api/human-duration';
import { evaluateJsonPath } from './json-path';

/** The options of a table. */
export interface TableContext {
  version: 'v1' | 'v1beta1';
  /** What each row contains of its object. */
  includeObject: 'Metadata' | 'Object' | 'None';
  /** Milliseconds since 1970; the end of ages. */
  now: number;
  /** False if a watch has already sent the column definitions. */
  withColumns: boolean;
}

const nameColumn: PrinterColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  value: object => object.metadata.name,
  description:
    'Name must be unique within a namespace. It is what the object is addressed by.',
  priority: 0,
};

const ageColumn: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
};

/** Formats objects as a table with the columns of their kind. */
export function tableOf(
  type: ResourceType,
  objects: KubeObject[],
  metadata: object,
  context: TableContext,
) {
  const columns = columnsOf(type);
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${context.version}`,
    metadata: listMetadata(metadata),
    columnDefinitions: context.withColumns ? columns.map(definitionOf) : null,
    rows: objects.map(object => ({
      cells: columns.map(column => cellOf(column, object, context.now)),
      ...rowObject(object, context),
    })),
  };
}

/** The name comes first unless the kind has a column of the format `name`, as events have. */
function columnsOf(type: ResourceType): PrinterColumn[] {
  const columns = type.columns.length > 0 ? type.columns : [ageColumn];
  const named = columns.some(column => column.format === 'name');
  return named ? columns : [nameColumn, ...columns];
}

function rowObject(object: KubeObject, context: TableContext) {
  if (context.includeObject === 'None') return {};
  if (context.includeObject === 'Object') return { object };
  return { object: partialMetadata(object, context.version) };
}

function definitionOf(column: PrinterColumn) {
  return {
    name: column.name,
    type: column.type,
    format: column.format ?? '',
    description:
      column.description ??
      (column.jsonPath
        ? `Custom resource definition column (in JSONPath format): ${column.jsonPath}`
        : ''),
    priority: column.priority ?? 0,
  };
}

function cellOf(column: PrinterColumn, object: KubeObject, now: number) {
  const [value, ...more] = column.value
    ? [column.value(object, now)]
    : evaluateJsonPath(column.jsonPath ?? '', object);
  if (value === undefined || value === null) return null;
  if (column.type === 'date') return age(value, now);
  if (column.value) return value;
  return convert(column, more.length > 0 ? [value, ...more] : value);
}

/** Converts the value of a CRD column: null for a value of another type; JSON for a list or map. */
function convert(column: PrinterColumn, value: unknown) {
  switch (column.type) {
    case 'integer':
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

function age(value: unknown, now: number): string {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) return '<unknown>';
  return humanDuration((now - time) / 1000);
}

function listMetadata(metadata: object) {
  const resourceVersion =
    'resourceVersion' in metadata ? metadata.resourceVersion : undefined;
  return {
    resourceVersion,
    ...('continue' in metadata ? { continue: metadata.continue } : {}),
    ...('remainingItemCount' in metadata
      ? { remainingItemCount: metadata.remainingItemCount }
      : {}),
  };
}

/** Formats the metadata of an object. */
export function partialMetadata(object: KubeObject, version = 'v1') {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: `meta.k8s.io/${version}`,
    metadata: object.metadata,
  };
}
