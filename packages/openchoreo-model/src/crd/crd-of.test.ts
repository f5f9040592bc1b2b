import { kinds } from '../registry';
import { crdOf } from './crd-of';
import type { StructuralSchema } from './structural-schema';

/** Every field below a schema, with its path. */
function fieldsOf(
  schema: StructuralSchema,
  path: string,
): [path: string, field: StructuralSchema][] {
  const children: [string, StructuralSchema][] = [
    ...Object.entries(schema.properties ?? {}).map(
      ([name, field]): [string, StructuralSchema] => [`${path}.${name}`, field],
    ),
  ];
  if (schema.items) {
    children.push([`${path}[]`, schema.items]);
  }
  if (schema.additionalProperties) {
    children.push([`${path}.*`, schema.additionalProperties]);
  }
  return children.flatMap(([at, field]) => [
    [at, field],
    ...fieldsOf(field, at),
  ]);
}

const versionOf = (kind: (typeof kinds)[number]) =>
  crdOf(kind).spec.versions[0];

describe.each(kinds.map(kind => [kind.kind, kind] as const))(
  'The custom resource definition of %s',
  (_, kind) => {
    it('has a sentence for each field', () => {
      const fields = fieldsOf(versionOf(kind).schema.openAPIV3Schema, '');
      expect(
        fields
          .filter(([path]) => path !== '.metadata')
          .filter(([, field]) => !/^\S.* .*\.$/.test(field.description ?? ''))
          .filter(([path]) => !path.endsWith('[]') && !path.endsWith('.*'))
          .map(([path]) => path),
      ).toEqual([]);
    });

    it('gives each field a type, and each list and map its content', () => {
      const fields = fieldsOf(versionOf(kind).schema.openAPIV3Schema, '');
      expect(
        fields
          .filter(
            ([, field]) =>
              (!field.type && !field['x-kubernetes-int-or-string']) ||
              (field.type === 'array' && !field.items),
          )
          .map(([path]) => path),
      ).toEqual([]);
    });

    it('keys lists of maps by fields that each entry has', () => {
      const fields = fieldsOf(versionOf(kind).schema.openAPIV3Schema, '');
      for (const [, field] of fields) {
        expect(field.items?.required ?? []).toEqual(
          expect.arrayContaining(field['x-kubernetes-list-map-keys'] ?? []),
        );
      }
    });

    it('has the fields that name what an object belongs to', () => {
      const paths = fieldsOf(versionOf(kind).schema.openAPIV3Schema, '').map(
        ([path]) => path.slice(1),
      );
      expect(paths).toEqual(expect.arrayContaining(Object.values(kind.owner)));
    });

    it('serves a status of its own, and an age in kubectl get', () => {
      const { subresources, additionalPrinterColumns } = versionOf(kind);
      expect(subresources).toEqual({ status: {} });
      expect(additionalPrinterColumns.at(-1)?.name).toBe('Age');
    });

    it('comes out the same each time', () => {
      expect(JSON.stringify(crdOf(kind))).toBe(JSON.stringify(crdOf(kind)));
    });
  },
);

describe('kubectl get', () => {
  it.each([
    ['Component', 'Project Type Ready Age'],
    ['ServiceBinding', 'Component Environment Release State Reason Age'],
    ['WebApplicationBinding', 'Component Environment Release State Reason Age'],
    ['ScheduledTaskBinding', 'Component Environment Release State Reason Age'],
    ['Promotion', 'Component Release From To Phase By Age'],
    ['Release', 'Component Environment Objects Healthy Age'],
  ])('shows of a %s: %s', (name, columns) => {
    const kind = kinds.find(candidate => candidate.kind === name);
    expect(kind?.columns.map(column => column.name).join(' ')).toBe(columns);
  });
});
