import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import {
  hasSharedFixtures,
  sharedFixtures,
} from '../../../test/__testUtils__/shared-fixtures';
import type { Configuration } from '../configuration-variables';
import type { WorkloadVariable } from '../workload-variables';

/** Data of OpenChoreo v1.2.3, which is read in place. */
const fixtures1x = join(sharedFixtures, 'openchoreo-v1.2.3');

/** Describes tests with that data. Skipped where it is absent. */
export function describe1x(what: string, tests: () => void): void {
  (hasSharedFixtures ? describe : describe.skip)(
    `${what} (skipped where there is no ${sharedFixtures})`,
    tests,
  );
}

/** The documents of a YAML file, without empty ones. */
export function readDocuments(file: string): unknown[] {
  return parseAllDocuments(readFileSync(join(fixtures1x, file), 'utf8'))
    .map((document): unknown => document.toJS())
    .filter(document => document !== null);
}

const sourceSchema = z.object({
  key: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .object({ secretKeyRef: z.object({ name: z.string(), key: z.string() }) })
    .optional(),
});

/** The container of a Workload of OpenChoreo 1.x. */
export const container1xSchema = z.object({
  image: z.string().optional(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: z.array(sourceSchema).default([]),
  files: z.array(sourceSchema.extend({ mountPath: z.string() })).default([]),
});

/** The spec of a Workload of OpenChoreo 1.x. */
export const workload1xSchema = z.object({
  container: container1xSchema,
  endpoints: z
    .record(
      z.string(),
      z.looseObject({
        type: z.string(),
        port: z.number(),
        targetPort: z.number().optional(),
        basePath: z.string().optional(),
        visibility: z.array(z.string()).default([]),
        schema: z
          .object({ type: z.string().optional(), content: z.string() })
          .optional(),
      }),
    )
    .default({}),
});

/** SecretReferences of OpenChoreo 1.x. */
export const secretReferencesSchema = z.array(
  z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({
      data: z.array(
        z.object({
          secretKey: z.string(),
          remoteRef: z.object({
            key: z.string(),
            property: z.string().optional(),
          }),
        }),
      ),
    }),
  }),
);

type Source = z.infer<typeof sourceSchema>;
type Container = z.infer<typeof container1xSchema>;
type SecretReferences = z.infer<typeof secretReferencesSchema>;

/** The configuration of a container, with that of the environment over it. */
export function configuration1x(
  container: Container,
  overrides: Pick<Container, 'env' | 'files'>,
  references: SecretReferences,
): Configuration {
  return {
    variables: override(container.env, overrides.env).map(source => ({
      name: source.key,
      ...resolveSource(source, references),
    })),
    files: override(container.files, overrides.files).map(source => ({
      name: source.key,
      mountPath: source.mountPath,
      ...resolveSource(source, references),
    })),
  };
}

/** Sources of the workload with those of the environment over them, by key. */
function override<S extends Source>(own: S[], overrides: S[]): S[] {
  const byKey = new Map(own.map(source => [source.key, source]));
  for (const source of overrides) byKey.set(source.key, source);
  return [...byKey.values()];
}

function resolveSource(
  { value, valueFrom }: Source,
  references: SecretReferences,
) {
  if (value !== undefined) return { value };
  const { name, key } = valueFrom?.secretKeyRef ?? {};
  const remoteRef = references
    .find(({ metadata }) => metadata.name === name)
    ?.spec.data.find(({ secretKey }) => secretKey === key)?.remoteRef;
  if (!remoteRef) throw new Error(`no secret reference "${name}"`);
  return { remoteRef };
}

/** The variable `workload` of a Workload of OpenChoreo 1.x. */
export function workloadOf1x({
  container,
  endpoints,
}: z.infer<typeof workload1xSchema>): WorkloadVariable {
  const { image, command, args } = container;
  return {
    container: { image, command, args },
    endpoints: Object.fromEntries(
      Object.entries(endpoints).map(([name, endpoint]) => [
        name,
        {
          ...endpoint,
          targetPort: endpoint.targetPort ?? endpoint.port,
          visibility: [...new Set(['project', ...endpoint.visibility])],
        },
      ]),
    ),
  };
}
