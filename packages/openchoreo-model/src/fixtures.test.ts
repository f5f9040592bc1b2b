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

function describeManifests(
  title: string,
  manifestsOf: (file: string) => ReturnType<typeof ours>,
  folders: readonly string[],
  least: { files: number; manifests: number },
): void {
  describeFixtures(fixturesTitle(title), () => {
    const files = folders
      .flatMap(fixtureFiles)
      .filter(file => manifestsOf(file).length > 0);

    it('exist', () => {
      expect(files.length).toBeGreaterThan(least.files);
      expect(files.flatMap(manifestsOf).length).toBeGreaterThan(
        least.manifests,
      );
    });

    for (const file of files) {
      it(`of ${file} parse without losing a field`, () => {
        for (const { kind, document } of manifestsOf(file)) {
          const object = withUidsAndTimes(document);
          expect(kind.schema.parse(object)).toMatchObject(object);
        }
      });
    }
  });
}

describeManifests(
  'Manifests of OpenChoreo v0.3.2',
  ours,
  ['openchoreo-v0.3.2/samples', 'render-cases'],
  { files: 20, manifests: 100 },
);

describeManifests(
  'Component types and traits of OpenChoreo v1.2.3',
  file =>
    ours(file).filter(({ kind }) => /ComponentType$|Trait$/.test(kind.kind)),
  ['openchoreo-v1.2.3/samples'],
  { files: 5, manifests: 10 },
);
