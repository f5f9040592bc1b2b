import { z } from 'zod';
import {
  deploysTo,
  objectName,
  optionalObjectName,
  resourceFields,
} from '../operations/Operation';
import { releasePromotePermission } from '../permissions';
import { promotionViewSchema } from '../promotions';
import { idempotencyKey } from './fields';
import { declareVerb } from './Verb';

export const rollBackComponent = declareVerb({
  name: 'roll-back-component',
  title: 'Roll back a component',
  description:
    'Requests that an environment runs an earlier release of an OpenChoreo component again, with the overrides that the environment had then. list-releases has the releases. Quality gates and freeze windows do not apply. It can be rolled forward in the same way.',
  resource: 'component',
  permission: releasePromotePermission,
  environment: deploysTo('environment'),
  input: z.object({
    ...resourceFields.component,
    environment: objectName('Environment to roll back.'),
    artifact: objectName('Name of the artifact of the earlier release.'),
    revisionOf: optionalObjectName(
      'Name of the promotion that brought the revision, where the environment ran the release several times. Default: the last one.',
    ),
    reason: z.string().trim().min(1).max(1000).describe('Why, for the record.'),
    resourceVersion: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The `binding.resourceVersion` of the deploy board that was seen. Rejected when the deployment was changed since.',
      ),
    idempotencyKey,
  }),
  output: promotionViewSchema,
  attributes: { readOnly: false, destructive: true, idempotent: false },
  references: { environment: 'environment' },
  completion: 'promoted',
  http: {
    method: 'POST',
    path: '/rollbacks',
    status: 202,
    conflict:
      'The rollback is blocked, the environment runs the release already, or it was changed since it was seen.',
  },
  audit: {
    eventId: 'release-roll-back',
    severityLevel: 'medium',
    meta: ({ environment, artifact }) => ({ environment, artifact }),
    outcome: ({ name, release }) => ({
      promotion: name,
      release: release?.hash,
    }),
  },
});
