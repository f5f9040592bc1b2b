import { z } from 'zod';
import {
  compareSchemas,
  SchemaDifference,
} from './__testUtils__/compare-schemas';
import {
  describeFixtures,
  fixtureDocuments,
  fixtureFiles,
  fixturesTitle,
} from './__testUtils__/shared-fixtures';
import { crdOf } from './crd/crd-of';
import type { StructuralSchema } from './crd/structural-schema';
import { immutableOwner } from './crd/validation-rule';
import { buildKind } from './kinds/build';
import { componentKind } from './kinds/component';
import { componentTypeKind } from './kinds/component-type';
import { deployableArtifactKind } from './kinds/deployable-artifact';
import { traitKind } from './kinds/trait';
import { kindOf, kinds } from './registry';
import { openChoreoApiVersion } from './schemas/resource';
import { imageReferencePattern } from './schemas/scalars';

const upstreamSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    scope: z.string(),
    names: z.object({
      kind: z.string(),
      listKind: z.string(),
      plural: z.string(),
      singular: z.string(),
      shortNames: z.array(z.string()).default([]),
      categories: z.array(z.string()).default([]),
    }),
    versions: z.tuple([
      z.object({
        name: z.literal('v1alpha1'),
        schema: z.object({
          openAPIV3Schema: z.custom<StructuralSchema>(
            value => typeof value === 'object' && value !== null,
          ),
        }),
        subresources: z.object({ status: z.object({}) }),
        additionalPrinterColumns: z
          .array(z.object({ name: z.string() }))
          .default([]),
      }),
    ]),
  }),
});

interface AllowedDifference {
  path: RegExp;
  keyword: string;
  ours: unknown;
  why: string;
}

const imagePath = /\.containers\.\*\.image$|^spec\.source\.image\.ref$/;

/** Differences from OpenChoreo's schemas that are intended. Everything that OpenChoreo's controllers can read stays valid. */
const intendedDifferences: AllowedDifference[] = [
  {
    path: /^status\.conditions$/,
    keyword: 'x-kubernetes-list-type',
    ours: 'map',
    why: 'several field managers can apply their own conditions',
  },
  {
    path: /^status\.conditions$/,
    keyword: 'x-kubernetes-list-map-keys',
    ours: ['type'],
    why: 'several field managers can apply their own conditions',
  },
  {
    path: /^spec\.(deploymentTemplate|serviceTemplate|cronJobTemplate)$|^spec\.resources\[\]\.object$|^status\.resources\[\]\.status$/,
    keyword: 'type',
    ours: 'object',
    why: 'OpenChoreo accepts any value but can only use an object',
  },
  {
    path: /connections\.\*\.type$/,
    keyword: 'enum',
    ours: ['api', 'internal', 'external', 'managed'],
    why: 'connections to hosts outside and to managed resources',
  },
  {
    path: /^spec$/,
    keyword: 'required',
    ours: ['gateway', 'registry'],
    why: 'a data plane without a cluster uses the cluster of the control plane',
  },
  {
    path: /^spec\.kubernetesCluster\.credentials$/,
    keyword: 'required',
    ours: ['apiServerURL'],
    why: 'certificates and the key can be in a Secret',
  },
  {
    path: /\.(maxAge|requestLimit)$/,
    keyword: 'format',
    ours: 'int64',
    why: 'the format of the numbers is specified',
  },
  {
    path: /^spec$/,
    keyword: 'default',
    ours: {},
    why: 'an object without a spec has the same defaults as one with an empty spec',
  },
  {
    path: /^spec$/,
    keyword: 'required',
    ours: [],
    why: 'the pipeline of a project has a default',
  },
  {
    path: /^spec\.deploymentPipelineRef$/,
    keyword: 'default',
    ours: 'default',
    why: 'the pipeline of a project has a default',
  },
  {
    path: imagePath,
    keyword: 'pattern',
    ours: imageReferencePattern.source.replaceAll('\\/', '/'),
    why: 'container runtimes reject other images',
  },
  {
    path: imagePath,
    keyword: 'maxLength',
    ours: 1024,
    why: 'container runtimes reject other images',
  },
  {
    path: /\.env\[\]$|\.fileMounts\[\]$/,
    keyword: 'not',
    ours: {
      required: ['value', 'valueFrom'],
      properties: { value: { minLength: 1 } },
    },
    why: 'OpenChoreo documents that value and valueFrom exclude each other',
  },
  {
    path: /^$/,
    keyword: 'x-kubernetes-validations',
    ours: deployableArtifactKind.validations,
    why: 'an artifact is an immutable snapshot',
  },
  {
    path: /^$/,
    keyword: 'x-kubernetes-validations',
    ours: [immutableOwner],
    why: 'objects of the former owner would be left behind; later versions of OpenChoreo have the rule too',
  },
  {
    path: /^$/,
    keyword: 'x-kubernetes-validations',
    ours: buildKind.validations,
    why: 'a build runs once, for the component that it was started for',
  },
  {
    path: /^$/,
    keyword: 'x-kubernetes-validations',
    ours: componentKind.validations,
    why: 'a component has a type for display or a component type',
  },
  {
    path: /^spec$/,
    keyword: 'required',
    ours: ['owner'],
    why: 'a component has a type for display or a component type',
  },
  {
    path: /^spec\.revisionHistoryLimit$/,
    keyword: 'minimum',
    ours: 1,
    why: 'a Deployment has at least its current revision',
  },
];

/** Differences from the component types and traits of OpenChoreo 1.x that are intended. */
const intendedDifferencesOfTypes: AllowedDifference[] = [
  ...[componentTypeKind, traitKind].map(({ validations }) => ({
    path: /^$/,
    keyword: 'x-kubernetes-validations',
    ours: validations,
    why: 'all rules of a kind are at its root',
  })),
  {
    path: /^spec$|^spec\.workloadType$|\[\]$/,
    keyword: 'x-kubernetes-validations',
    ours: undefined,
    why: 'all rules of a kind are at its root',
  },
  {
    path: /^spec$/,
    keyword: 'default',
    ours: {},
    why: 'an object without a spec has the same defaults as one with an empty spec',
  },
  {
    path: /^spec\.(resources|traits)$/,
    keyword: 'x-kubernetes-list-type',
    ours: 'map',
    why: 'ids and names of instances are unique',
  },
  {
    path: /^spec\.resources$/,
    keyword: 'x-kubernetes-list-map-keys',
    ours: ['id'],
    why: 'ids and names of instances are unique',
  },
  {
    path: /^spec\.traits$/,
    keyword: 'x-kubernetes-list-map-keys',
    ours: ['instanceName'],
    why: 'ids and names of instances are unique',
  },
  {
    path: /^spec\.allowedWorkflows\[\]\.kind$/,
    keyword: 'enum',
    ours: ['ClusterWorkflow', 'Workflow'],
    why: 'the default is first',
  },
  {
    path: /^spec\.allowed(Traits|Workflows)\[\]$/,
    keyword: 'required',
    ours: ['name'],
    why: 'there is only one kind',
  },
  {
    path: /^spec\.allowedTraits\[\]\.kind$/,
    keyword: 'default',
    ours: 'ClusterTrait',
    why: 'there is only one kind',
  },
  {
    path: /^spec\.allowedWorkflows\[\]\.kind$/,
    keyword: 'default',
    ours: 'ClusterWorkflow',
    why: 'there is only one kind',
  },
  {
    path: /\.(parameters|environmentConfigs)$/,
    keyword: 'type',
    ours: 'object',
    why: 'OpenChoreo accepts any value but can only use an object',
  },
];

const upstreamCrds = (version: string, files = /./) =>
  fixtureFiles(`openchoreo-${version}/crds`)
    .filter(file => files.test(file))
    .flatMap(fixtureDocuments)
    .map(document => upstreamSchema.parse(document));

type UpstreamCrd = z.infer<typeof upstreamSchema>;

function oursOf(crd: UpstreamCrd) {
  const kind = kindOf(openChoreoApiVersion, crd.spec.names.kind);
  if (!kind) {
    throw new Error(`The model has no kind ${crd.spec.names.kind}`);
  }
  return crdOf(kind);
}

const differencesOf = (crd: UpstreamCrd) =>
  compareSchemas(
    crd.spec.versions[0].schema.openAPIV3Schema,
    oursOf(crd).spec.versions[0].schema.openAPIV3Schema,
  );

const columnsOf = (crd: {
  spec: {
    versions: [{ additionalPrinterColumns: readonly { name: string }[] }];
  };
}) => crd.spec.versions[0].additionalPrinterColumns.map(column => column.name);

function compareWithOurs(
  upstream: readonly UpstreamCrd[],
  allowed: readonly AllowedDifference[],
): void {
  const isAllowed = (difference: SchemaDifference) =>
    allowed.some(
      entry =>
        entry.path.test(difference.path) &&
        entry.keyword === difference.keyword &&
        JSON.stringify(entry.ours) === JSON.stringify(difference.ours),
    );

  for (const { why, path, keyword } of allowed) {
    it(`differ at ${path} where ${why} (${keyword})`, () => {
      expect(
        upstream
          .flatMap(differencesOf)
          .filter(entry => path.test(entry.path) && entry.keyword === keyword),
      ).not.toEqual([]);
    });
  }

  for (const crd of upstream) {
    it(`${crd.metadata.name}: our schema has every field with the same schema`, () => {
      expect(differencesOf(crd).filter(entry => !isAllowed(entry))).toEqual([]);
    });

    it(`${crd.metadata.name}: our definition has the same names and columns`, () => {
      const { shortNames, categories, ...names } = crd.spec.names;
      const ours = oursOf(crd);
      expect(ours.spec.scope).toBe(crd.spec.scope);
      expect(ours.spec.names).toMatchObject(names);
      expect(ours.spec.names.shortNames ?? []).toEqual(shortNames);
      expect(ours.spec.names.categories).toEqual(
        expect.arrayContaining(categories),
      );
      expect(columnsOf(ours)).toEqual(expect.arrayContaining(columnsOf(crd)));
    });
  }
}

/** Kinds that OpenChoreo has since 1.x, and their shape there. */
const kindsOfTypes = [
  'ClusterComponentType',
  'ClusterTrait',
  'ComponentType',
  'Trait',
];

describeFixtures(fixturesTitle('The CRDs of OpenChoreo v0.3.2'), () => {
  const upstream = upstreamCrds('v0.3.2');

  it('have the same kinds as ours, without the delivery group and later kinds', () => {
    expect(upstream.map(crd => crd.spec.names.kind).sort()).toEqual(
      kinds
        .filter(kind => kind.apiVersion === openChoreoApiVersion)
        .map(kind => kind.kind)
        .filter(kind => !kindsOfTypes.includes(kind))
        .sort(),
    );
  });

  compareWithOurs(upstream, intendedDifferences);
});

describeFixtures(
  fixturesTitle('The CRDs of component types and traits of OpenChoreo v1.2.3'),
  () => {
    const upstream = upstreamCrds('v1.2.3', /(componenttype|trait)s\.yaml$/);

    it('exist', () => {
      expect(upstream.map(crd => crd.spec.names.kind).sort()).toEqual(
        kindsOfTypes,
      );
    });

    compareWithOurs(upstream, intendedDifferencesOfTypes);
  },
);
