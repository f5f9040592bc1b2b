import type { KindDefinition, PrinterColumn } from '../kind-definition';
import { structuralSchemaOf, StructuralSchema } from './structural-schema';

/**
 * An apiextensions.k8s.io/v1 CustomResourceDefinition, with the fields that this package writes.
 *
 * @public
 */
export interface CustomResourceDefinition {
  apiVersion: 'apiextensions.k8s.io/v1';
  kind: 'CustomResourceDefinition';
  metadata: { name: string };
  spec: {
    group: string;
    names: {
      kind: string;
      listKind: string;
      plural: string;
      singular: string;
      shortNames?: readonly string[];
      categories: readonly string[];
    };
    scope: 'Namespaced' | 'Cluster';
    versions: [
      {
        name: string;
        served: true;
        storage: true;
        additionalPrinterColumns: readonly PrinterColumn[];
        schema: { openAPIV3Schema: StructuralSchema };
        subresources?: { status: Record<string, never> };
      },
    ];
  };
}

/**
 * Returns the schema of an object. `spec` is optional, as in OpenChoreo. If none
 * of its fields is required, it defaults to an empty object; otherwise the
 * controller reports the missing fields.
 */
function schemaOf(definition: KindDefinition): StructuralSchema {
  const { properties = {} } = structuralSchemaOf(
    definition.schema,
    definition.kind,
  );
  return {
    description: definition.description,
    type: 'object',
    properties: {
      apiVersion: {
        description: `Version of the schema of this object: ${definition.apiVersion}.`,
        type: 'string',
      },
      kind: {
        description: `Kind of this object: ${definition.kind}.`,
        type: 'string',
      },
      metadata: { type: 'object' },
      spec: properties.spec,
      status: properties.status,
    },
    ...(definition.validations.length > 0 && {
      'x-kubernetes-validations': definition.validations,
    }),
  };
}

/**
 * Returns the custom resource definition of a kind. The output is deterministic.
 *
 * @public
 */
export function crdOf(definition: KindDefinition): CustomResourceDefinition {
  const { kind, group, plural, singular, shortNames, categories } = definition;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular,
        ...(shortNames.length > 0 && { shortNames }),
        categories,
      },
      scope: definition.scope,
      versions: [
        {
          name: definition.version,
          served: true,
          storage: true,
          additionalPrinterColumns: definition.columns,
          schema: { openAPIV3Schema: schemaOf(definition) },
          ...(definition.hasStatusSubresource && {
            subresources: { status: {} },
          }),
        },
      ],
    },
  };
}
