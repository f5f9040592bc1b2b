import { kinds } from '../registry';
import { crdOf } from './crd-of';
import type { StructuralSchema } from './structural-schema';

/** Lists all fields below a schema with their paths. */
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
    it('describes each field in a sentence', () => {
      const fields = fieldsOf(versionOf(kind).schema.openAPIV3Schema, '');
      expect(
        fields
          .filter(([path]) => path !== '.metadata')
          .filter(([, field]) => !/^\S.* .*\.$/.test(field.description ?? ''))
          .filter(([path]) => !path.endsWith('[]') && !path.endsWith('.*'))
          .map(([path]) => path),
      ).toEqual([]);
    });

    it('has a type for each field and a schema for the items of each list', () => {
      const fields = fieldsOf(versionOf(kind).schema.openAPIV3Schema, '');
      expect(
        fields
          .filter(
            ([, field]) =>
              (!field.type &&
                !field['x-kubernetes-int-or-string'] &&
                !field['x-kubernetes-preserve-unknown-fields']) ||
              (field.type === 'array' && !field.items),
          )
          .map(([path]) => path),
      ).toEqual([]);
    });

    it('requires the key fields of lists of type map', () => {
      const fields = fieldsOf(versionOf(kind).schema.openAPIV3Schema, '');
      for (const [, field] of fields) {
        expect(field.items?.required ?? []).toEqual(
          expect.arrayContaining(field['x-kubernetes-list-map-keys'] ?? []),
        );
      }
    });

    it('has the owner fields of the kind', () => {
      const paths = fieldsOf(versionOf(kind).schema.openAPIV3Schema, '').map(
        ([path]) => path.slice(1),
      );
      expect(paths).toEqual(expect.arrayContaining(Object.values(kind.owner)));
    });

    it('has an Age column, and a status subresource unless it is derived with its status', () => {
      const { subresources, additionalPrinterColumns } = versionOf(kind);
      expect(subresources).toEqual(
        ['Deployment', 'Endpoint'].includes(kind.kind)
          ? undefined
          : { status: {} },
      );
      expect(additionalPrinterColumns.at(-1)?.name).toBe('Age');
    });

    it('is deterministic', () => {
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
  ])('shows %s with the columns %s', (name, columns) => {
    const kind = kinds.find(candidate => candidate.kind === name);
    expect(kind?.columns.map(column => column.name).join(' ')).toBe(columns);
  });
});

describe('CEL rules', () => {
  const rulesOf = (name: string) =>
    versionOf(
      kinds.find(({ kind }) => kind === name) ?? kinds[0],
    ).schema.openAPIV3Schema['x-kubernetes-validations']?.map(
      ({ rule }) => rule,
    );

  it('make the spec of a DeployableArtifact immutable', () => {
    expect(rulesOf('DeployableArtifact')).toEqual([
      '!has(oldSelf.spec) || (has(self.spec) && self.spec == oldSelf.spec)',
    ]);
  });

  it('make the spec and the result of a finished Promotion immutable', () => {
    const rules = rulesOf('Promotion') ?? [];
    const [spec, result] = [rules.at(0), rules.at(-1)];
    const isFinished =
      "has(oldSelf.status) && has(oldSelf.status.phase) && oldSelf.status.phase in ['Succeeded', 'Failed', 'RolledBack', 'Rejected', 'Cancelled', 'Expired', 'Superseded']";
    expect(spec).toBe(
      `!(${isFinished}) || (has(self.spec) == has(oldSelf.spec) && (!has(self.spec) || self.spec == oldSelf.spec))`,
    );
    expect(result).toContain(`!(${isFinished}) || has(self.status) && (`);
    for (const field of ['phase', 'release', 'steps', 'approvals']) {
      expect(result).toContain(
        `self.status.${field} == oldSelf.status.${field}`,
      );
    }
  });
});
