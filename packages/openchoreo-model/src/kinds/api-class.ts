import { z } from 'zod';
import { ageColumn } from '../columns';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { restPolicySchema } from '../schemas/rest-policy';

const specSchema = z
  .object({
    restPolicy: z
      .object({
        defaults: restPolicySchema
          .optional()
          .describe('Policy for all callers.'),
        public: restPolicySchema
          .optional()
          .describe(
            'Policy for callers at the public gateway, merged over the defaults. Lists replace lists.',
          ),
        organization: restPolicySchema
          .optional()
          .describe(
            'Policy for callers at the organization gateway, merged over the defaults. Lists replace lists.',
          ),
      })
      .optional()
      .describe('Policies that the gateways enforce, for APIs of every type.'),
    grpcPolicy: z
      .object({})
      .optional()
      .describe(
        'Policies for gRPC APIs only. Has no fields yet; restPolicy also covers gRPC.',
      ),
  })
  .describe('Desired state of the class.');

/**
 * Schema of an APIClass.
 *
 * @public
 */
export const apiClassSchema = resourceSchema(
  openChoreoApiVersion,
  'APIClass',
  specSchema.prefault({}),
  statusSchema,
);

/**
 * An APIClass.
 *
 * @public
 */
export type APIClass = z.infer<typeof apiClassSchema>;

/**
 * Definition of the kind APIClass.
 *
 * @public
 */
export const apiClassKind = defineKind<APIClass>({
  apiVersion: openChoreoApiVersion,
  kind: 'APIClass',
  plural: 'apiclasses',
  description:
    'Gateway policies for the APIs that use the class: authentication, rate limits, CORS, TLS. Written by platform engineers.',
  columns: [ageColumn],
  schema: apiClassSchema,
});
