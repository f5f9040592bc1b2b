import { z } from 'zod';
import { ageColumn, column, componentColumn, readyColumn } from '../columns';
import { defineKind, specOwner } from '../kind-definition';
import { envOverridesSchema } from '../schemas/env-overrides';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  deliveryApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { rawObject, strings } from '../schemas/scalars';

export const releasePreviewSchema = resourceSchema(
  deliveryApiVersion,
  'ReleasePreview',
  z
    .object({
      owner: projectComponentOwnerSchema.describe('Project and component.'),
      environment: z
        .string()
        .min(1)
        .describe('Name of the Environment to render for.'),
      artifactRef: z
        .string()
        .min(1)
        .describe('Name of the DeployableArtifact to render.'),
      envOverrides: envOverridesSchema
        .optional()
        .describe(
          'Overrides that replace those of the environment. Default: its present ones.',
        ),
    })
    .describe('What to render.'),
  statusSchema.extend({
    resources: z
      .array(
        z
          .object({
            id: z
              .string()
              .min(1)
              .describe('Identifier of the object in the Release.'),
            object: rawObject().describe('Object as it would be applied.'),
          })
          .describe('One object and its identifier.'),
      )
      .optional()
      .describe('Objects that the Release would have.'),
    problems: strings('One problem.')
      .optional()
      .describe('What would prevent the release from being deployed or ready.'),
  }),
);

/**
 * A ReleasePreview.
 *
 * @public
 */
export type ReleasePreview = z.infer<typeof releasePreviewSchema>;

/**
 * Definition of the kind ReleasePreview.
 *
 * @public
 */
export const releasePreviewKind = defineKind<ReleasePreview>({
  apiVersion: deliveryApiVersion,
  kind: 'ReleasePreview',
  plural: 'releasepreviews',
  description:
    'Asks what a release would deploy to an environment. Nothing is deployed. It is deleted after ten minutes.',
  columns: [
    componentColumn,
    column('Environment', '.spec.environment', 'Environment to render for.'),
    readyColumn,
    ageColumn,
  ],
  schema: releasePreviewSchema,
  owner: specOwner,
});
