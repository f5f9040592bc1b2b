import { z } from 'zod';
import type { ComponentUnit } from '../domain/CatalogUnit';
import type { Component } from './componentKinds';

/** The parameters by which the workflows of OpenChoreo name the source code. */
const sourceSchema = z.object({
  repository: z.object({
    url: z.string().min(1),
    revision: z.object({ branch: z.string().optional() }).optional(),
    appPath: z.string().optional(),
  }),
});

/** The source code of a component. Undefined for one that is deployed from an image. */
export function sourceOf({ spec }: Component): ComponentUnit['source'] {
  const parsed = sourceSchema.safeParse(spec.workflow?.parameters);
  if (!parsed.success) return undefined;
  const { url, revision, appPath = '' } = parsed.data.repository;
  return {
    repositoryUrl: url,
    branch: revision?.branch || 'main',
    path: appPath,
  };
}
