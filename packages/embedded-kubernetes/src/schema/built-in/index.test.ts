import fs from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { ResourceType } from '../../api/types';
import { jsonEquals, JsonValue } from '../json';
import { StructuralSchema } from '../structural-schema';
import { builtInTypes } from '.';

const shared =
  process.env.PROMENADE_SHARED ??
  path.resolve(__dirname, '../../../../../../shared');
const crdFolder = path.join(shared, 'fixtures', 'data-plane-crds');
const hasFixtures = fs.existsSync(crdFolder);

describe('the built-in kinds', () => {
  it('have unique names', () => {
    const paths = builtInTypes.map(
      ({ group, version, plural }) => `${group}/${version}/${plural}`,
    );
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('declare the keys of every keyed list in its items', () => {
    const missing = builtInTypes.flatMap(type =>
      nodesOf(type.schema).flatMap(([place, schema]) => {
        const keys = schema['x-kubernetes-list-map-keys'] ?? [];
        const { items } = schema;
        if (items?.['x-kubernetes-preserve-unknown-fields']) return [];
        return keys
          .filter(key => items?.properties?.[key] === undefined)
          .map(key => `${type.kind} ${place}[${key}]`);
      }),
    );
    expect(missing).toEqual([]);
  });

  it('have the plurals of kubectl', () => {
    const plurals = builtInTypes.map(({ plural }) => plural);
    expect(plurals).toEqual(
      expect.arrayContaining([
        'ingresses',
        'networkpolicies',
        'gatewayclasses',
        'endpointslices',
        'secretproviderclasses',
        'configmaps',
      ]),
    );
  });
});

const describeWithFixtures = hasFixtures ? describe : describe.skip;

describeWithFixtures(
  'the built-in kinds of operators, beside their real CustomResourceDefinitions (skipped where the shared fixtures are absent)',
  () => {
    const crds = hasFixtures ? readCrds() : [];
    const pairs = builtInTypes.flatMap(type => {
      const crd = crds.find(
        ({ group, version, kind }) =>
          group === type.group &&
          version === type.version &&
          kind === type.kind,
      );
      return crd ? [{ name: type.kind, type, crd }] : [];
    });

    it.each(pairs)('$name has the same names and columns', ({ type, crd }) => {
      expect({
        plural: type.plural,
        scope: type.scope,
        shortNames: type.shortNames,
        categories: type.categories,
        status: type.subresources.status,
      }).toEqual({
        plural: crd.plural,
        scope: crd.scope,
        shortNames: crd.shortNames,
        categories: crd.categories,
        status: crd.status,
      });
      expect(type.columns.map(({ name }) => name)).toEqual(crd.columns);
    });

    it.each(pairs)('$name has the same schema', ({ type, crd }) => {
      expect(differences(type, crd.schema)).toEqual([]);
    });
  },
);

/** The paths at which a built-in schema contradicts the CustomResourceDefinition. */
function differences(type: ResourceType, real: StructuralSchema): string[] {
  const theirs = new Map(nodesOf(real));
  return nodesOf(type.schema).flatMap(([place, schema]) => {
    const twin = theirs.get(place);
    if (!twin) return [`${place} is unknown`];
    const facts = (
      node: StructuralSchema,
    ): [string, JsonValue | undefined][] => [
      ['default', node.default],
      ['enum', node.enum],
      ['list type', listTypeOf(node)],
      ['keys', node['x-kubernetes-list-map-keys']],
    ];
    const mine = facts(schema);
    return facts(twin).flatMap(([name, value], index) =>
      jsonEquals(value, mine[index][1]) ||
      schema['x-kubernetes-preserve-unknown-fields']
        ? []
        : [`${place} ${name}: ${JSON.stringify(mine[index][1])}`],
    );
  });
}

function listTypeOf(schema: StructuralSchema): string | undefined {
  if (schema.type !== 'array') return undefined;
  return schema['x-kubernetes-list-type'] ?? 'atomic';
}

/** The declarations of a schema by path. */
function nodesOf(
  schema: StructuralSchema | undefined,
  place = '',
): [string, StructuralSchema][] {
  if (!schema) return [];
  const rest = schema.additionalProperties;
  return [
    [place, schema],
    ...Object.entries(schema.properties ?? {})
      .filter(
        ([name]) =>
          place !== '' || !['apiVersion', 'kind', 'metadata'].includes(name),
      )
      .flatMap(([name, child]) => nodesOf(child, `${place}.${name}`)),
    ...nodesOf(schema.items, `${place}[]`),
    ...(typeof rest === 'object' ? nodesOf(rest, `${place}{}`) : []),
  ];
}

function readCrds() {
  const names = z.object({
    plural: z.string(),
    kind: z.string(),
    shortNames: z.array(z.string()).default([]),
    categories: z.array(z.string()).default([]),
  });
  const crdSchema = z.object({
    spec: z.object({
      group: z.string(),
      scope: z.enum(['Namespaced', 'Cluster']),
      names,
      versions: z.array(
        z.object({
          name: z.string(),
          subresources: z.object({ status: z.unknown() }).partial().optional(),
          additionalPrinterColumns: z
            .array(z.object({ name: z.string() }))
            .default([{ name: 'Age' }]),
          schema: z.object({
            openAPIV3Schema: z.custom<StructuralSchema>(
              value => typeof value === 'object',
            ),
          }),
        }),
      ),
    }),
  });
  return fs.readdirSync(crdFolder).flatMap(file => {
    const text = fs.readFileSync(path.join(crdFolder, file), 'utf8');
    const { spec } = crdSchema.parse(load(text));
    return spec.versions.map(version => ({
      ...spec.names,
      group: spec.group,
      scope: spec.scope,
      version: version.name,
      status: version.subresources?.status !== undefined,
      columns: version.additionalPrinterColumns.map(({ name }) => name),
      schema: version.schema.openAPIV3Schema,
    }));
  });
}
