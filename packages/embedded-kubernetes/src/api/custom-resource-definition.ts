import { z } from 'zod';
import type { StructuralSchema } from '../schema/structural-schema';
import { compileRules } from '../schema/validation-rules/compile-rules';
import type { KubeObject, PrinterColumn, ResourceType } from './types';

const defaultColumns: PrinterColumn[] = [
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
];

/** Accepts any object: the schema itself is validated elsewhere. */
const structuralSchema = z.custom<StructuralSchema>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const columnSchema = z.object({
  name: z.string(),
  type: z.enum(['boolean', 'date', 'integer', 'number', 'string'], {
    error: 'must be one of boolean,date,integer,number,string',
  }),
  format: z.string().optional(),
  description: z.string().optional(),
  priority: z.number().optional(),
  jsonPath: z.string(),
});

const versionSchema = z.object({
  name: z.string(),
  served: z.boolean(),
  storage: z.boolean(),
  deprecated: z.boolean().optional(),
  deprecationWarning: z.string().optional(),
  schema: z.object({ openAPIV3Schema: structuralSchema.optional() }).optional(),
  subresources: z
    .object({
      status: z.record(z.string(), z.unknown()).optional(),
      scale: z
        .object({
          specReplicasPath: z.string(),
          statusReplicasPath: z.string(),
          labelSelectorPath: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  additionalPrinterColumns: z.array(columnSchema).optional(),
  selectableFields: z.array(z.object({ jsonPath: z.string() })).optional(),
});

/** The fields of a CustomResourceDefinition's `spec` that this server uses. */
export const crdSpecSchema = z.object({
  group: z.string(),
  scope: z.enum(['Namespaced', 'Cluster']),
  names: z.object({
    plural: z.string(),
    singular: z.string().optional(),
    kind: z.string(),
    listKind: z.string().optional(),
    shortNames: z.array(z.string()).optional(),
    categories: z.array(z.string()).optional(),
  }),
  versions: z.array(versionSchema),
  conversion: z.looseObject({ strategy: z.string() }).optional(),
});

export type CrdSpec = z.infer<typeof crdSpecSchema>;
export type CrdVersion = CrdSpec['versions'][number];

/** Parses the spec of a CustomResourceDefinition. */
export function parseCrdSpec(crd: KubeObject): CrdSpec {
  return crdSpecSchema.parse(crd.spec);
}

/** The types of a CustomResourceDefinition: those of the served versions, and that of the storage version. */
export function resourceTypesOf(crd: KubeObject): {
  served: ResourceType[];
  storage: ResourceType | undefined;
} {
  const spec = parseCrdSpec(crd);
  const typeOf = (version: CrdVersion) => resourceTypeOf(spec, version);
  return {
    served: spec.versions.filter(version => version.served).map(typeOf),
    storage: spec.versions.filter(version => version.storage).map(typeOf)[0],
  };
}

function resourceTypeOf(spec: CrdSpec, version: CrdVersion): ResourceType {
  const { names } = spec;
  const schema = version.schema?.openAPIV3Schema;
  return {
    group: spec.group,
    version: version.name,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular || names.kind.toLowerCase(),
    listKind: names.listKind || `${names.kind}List`,
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    scope: spec.scope,
    schema,
    rules: schema && compileRules(schema, version.name),
    subresources: {
      status: version.subresources?.status !== undefined,
      scale: version.subresources?.scale,
    },
    columns: version.additionalPrinterColumns ?? defaultColumns,
    selectableFields: version.selectableFields?.map(field => field.jsonPath),
  };
}

/** The type of CustomResourceDefinitions. */
export const customResourceDefinitionType: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  scope: 'Cluster',
  subresources: { status: true },
  columns: [
    {
      name: 'Created At',
      type: 'date',
      value: object => object.metadata.creationTimestamp,
    },
  ],
  builtIn: true,
};
