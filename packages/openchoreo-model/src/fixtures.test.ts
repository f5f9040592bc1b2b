import { z } from 'zod';
import {
  describeFixtures,
  fixtureDocuments,
  fixtureFiles,
  fixturesTitle,
} from './__testUtils__/shared-fixtures';
import { kindOf } from './registry';

const documentSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    ownerReferences: z.array(z.looseObject({})).optional(),
  }),
  status: z
    .looseObject({ conditions: z.array(z.looseObject({})).optional() })
    .optional(),
});

/** Adds the uids and times that recorded results omit. */
function withUidsAndTimes(document: z.infer<typeof documentSchema>) {
  const { metadata, status } = document;
  return {
    ...document,
    metadata: {
      ...metadata,
      ...(metadata.ownerReferences && {
        ownerReferences: metadata.ownerReferences.map(reference => ({
          uid: 'left-out',
          ...reference,
        })),
      }),
    },
    ...(status && {
      status: {
        ...status,
        ...(status.conditions && {
          conditions: status.conditions.map(condition => ({
            lastTransitionTime: '2025-01-01T00:00:00Z',
            ...condition,
          })),
        }),
      },
    }),
  };
}

const ours = (file: string) =>
  fixtureDocuments(file)
    .map(document => documentSchema.parse(document))
    .flatMap(document => {
      const kind = kindOf(document.apiVersion, document.kind);
      return kind ? [{ kind, document }] : [];
    });

describeFixtures(fixturesTitle('Manifests of OpenChoreo v0.3.2'), () => {
  const files = ['openchoreo-v0.3.2/samples', 'render-cases'].flatMap(
    fixtureFiles,
  );

  it('exist', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(ours).length).toBeGreaterThan(100);
  });

  for (const file of files) {
    it(`of ${file} parse without losing a field`, () => {
      for (const { kind, document } of ours(file)) {
        const object = withUidsAndTimes(document);
        expect(kind.schema.parse(object)).toMatchObject(object);
      }
    });
  }
});
