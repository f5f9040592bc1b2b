import { z } from 'zod';
import { openEnum } from '../openEnum';
import {
  objectName,
  optionalObjectName,
  resourceFields,
} from '../operations/Operation';
import { deploymentReadPermission } from '../permissions';
import { declareVerb } from './Verb';

const manifestChangeSchema = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
  change: openEnum(
    ['added', 'removed', 'changed', 'same', 'unknown'],
    'unknown',
  ),
  before: z
    .string()
    .optional()
    .describe('YAML of the object as it is applied now. Absent if added.'),
  after: z
    .string()
    .optional()
    .describe('YAML of the object with the release. Absent if removed.'),
});

/**
 * One Kubernetes object of a deployment, before and after. Literal values of the configuration are hidden: a short hash shows that
 * they differ.
 *
 * @public
 */
export type ManifestChange = z.infer<typeof manifestChangeSchema>;

export const previewRelease = declareVerb({
  name: 'preview-release',
  title: 'Preview a release',
  description:
    'Renders the Kubernetes objects that a release of an OpenChoreo component would have in an environment, and compares them with those of now. Deploys nothing. list-releases and get-promotion have the names of artifacts.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    environment: objectName('Environment to render for.'),
    artifact: objectName('Name of the artifact of the release.'),
    revisionOf: optionalObjectName(
      'Name of the promotion that brought an earlier revision, whose overrides are used. Default: the overrides of now.',
    ),
  }),
  output: z.object({
    manifests: z
      .array(manifestChangeSchema)
      .describe('Changed objects first, then those that stay the same.'),
    problems: z
      .array(z.string())
      .describe('What would prevent the release from becoming ready.'),
  }),
  attributes: { readOnly: true, destructive: false, idempotent: true },
  references: { environment: 'environment' },
  http: { method: 'POST', path: '/previews', status: 200 },
  audit: {
    eventId: 'deployment-fetch',
    severityLevel: 'low',
    meta: ({ environment, artifact }) => ({
      queryType: 'preview',
      environment,
      artifact,
    }),
  },
});
