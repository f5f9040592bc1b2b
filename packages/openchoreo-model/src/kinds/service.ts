import { z } from 'zod';
import { componentResourceColumns } from '../columns';
import { immutableOwner } from '../crd/validation-rule';
import { defineKind, specOwnerAndTrack } from '../kind-definition';
import { openChoreoApiVersion, resourceSchema } from '../schemas/resource';
import { serviceApisSchema } from '../schemas/service-api';
import {
  componentResourceSpecSchema,
  componentResourceStatusSchema,
} from '../schemas/component-resource';

/**
 * Schema of a Service.
 *
 * @public
 */
export const serviceSchema = resourceSchema(
  openChoreoApiVersion,
  'Service',
  componentResourceSpecSchema
    .extend({ apis: serviceApisSchema.optional() })
    .describe('Desired state of the service.'),
  componentResourceStatusSchema,
);

/**
 * A Service.
 *
 * @public
 */
export type Service = z.infer<typeof serviceSchema>;

/**
 * Definition of the kind Service.
 *
 * @public
 */
export const serviceKind = defineKind<Service>({
  apiVersion: openChoreoApiVersion,
  kind: 'Service',
  plural: 'services',
  description:
    'Deploys a workload as a service with APIs. Changes are deployed to the first environment of the pipeline.',
  columns: componentResourceColumns,
  schema: serviceSchema,
  validations: [immutableOwner],
  owner: specOwnerAndTrack,
});
