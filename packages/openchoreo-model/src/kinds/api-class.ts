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
          .describe('What holds for all callers.'),
        public: restPolicySchema
          .optional()
          .describe('What differs for callers from outside.'),
        organization: restPolicySchema
          .optional()
          .describe('What differs for callers from the organization.'),
      })
      .optional()
      .describe('Policies of REST APIs.'),
    grpcPolicy: z
      .object({})
      .optional()
      .describe('Policies of gRPC APIs; there are none yet.'),
  })
  .describe('What APIs of the class are protected by.');

export const apiClassSchema = resourceSchema(
  openChoreoApiVersion,
  'APIClass',
  specSchema.prefault({}),
  statusSchema,
);

export type APIClass = z.infer<typeof apiClassSchema>;

export const apiClassKind = defineKind<APIClass>({
  apiVersion: openChoreoApiVersion,
  kind: 'APIClass',
  plural: 'apiclasses',
  description:
    'How platform engineers want APIs to be protected: authentication, limits and other policies.',
  columns: [ageColumn],
  schema: apiClassSchema,
});
