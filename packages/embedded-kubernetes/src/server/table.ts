import type { KubeObject, PrinterColumn, ServedType } from '../api/types';
import { humanDuration } from '../api/human-duration';
import { evaluateJsonPath } from './json-path';
import { partialMetadata } from './partial-metadata';

/** What a table depends on besides the objects. */
export interface TableContext {
  version: 'v1' | 'v1beta1';
  /** What each row carries of its object. */
  includeObject: 'Metadata' | 'Object' | 'None';
  /** Milliseconds; ages are counted to here. */
  now: number;
  /** False where a watch has sent the column definitions before. */
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

/** Objects as a table with the columns of their kind, as kubectl shows them. */
export function tableOf(
  type: ServedType,
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

/** The name comes first, unless the kind puts it elsewhere, as events do. */
function columnsOf(type: ServedType): PrinterColumn[] {
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

/** As CRD columns are shown: a value of another type than declared is left out, a list or map as text. */
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
