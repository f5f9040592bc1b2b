import { z } from 'zod';
import type { ComponentUnit } from '../domain/CatalogUnit';
import type { Component } from './componentKinds';

/** The parameters by which the workflows of OpenChoreo name the source code. */
const sourceSchema = z.object({
  repository: z.object({
    url: z.string().min(1),
    revision: z
      .object({
        branch: z.string().optional(),
        commit: z.string().optional(),
      })
      .optional(),
    appPath: z.string().optional(),
  }),
});

/** The source code of a component. Undefined for one that is deployed from an image. */
export function sourceOf({ spec }: Component): ComponentUnit['source'] {
  const { repository } = parseSource(spec.workflow?.parameters) ?? {};
  return (
    repository && {
      repositoryUrl: repository.url,
      branch: repository.revision?.branch || 'main',
      path: repository.appPath ?? '',
    }
  );
}

/** The branch and the commit that parameters of a workflow name. */
export function revisionOf(
  parameters: unknown,
): { branch?: string; commit?: string } | undefined {
  return parseSource(parameters)?.repository.revision;
}

function parseSource(parameters: unknown) {
  return sourceSchema.safeParse(parameters).data;
}
