import { z } from 'zod';
import { bindingColumns } from '../columns';
import { immutableOwner } from '../crd/validation-rule';
import { defineKind, specOwnerAndEnvironment } from '../kind-definition';
import {
  bindingSpecSchema,
  canarySchema,
  replicatedBindingStatusSchema,
  replicatedSpecFields,
} from '../schemas/binding';
import { openChoreoApiVersion, resourceSchema } from '../schemas/resource';
import { serviceApisSchema } from '../schemas/service-api';

/**
 * Schema of a ServiceBinding.
 *
 * @public
 */
export const serviceBindingSchema = resourceSchema(
  openChoreoApiVersion,
  'ServiceBinding',
  bindingSpecSchema
    .extend({
      apis: serviceApisSchema.optional(),
      ...replicatedSpecFields,
      canary: canarySchema
        .extend({ apis: serviceApisSchema.optional() })
        .describe(canarySchema.description ?? '')
        .optional(),
    })
    .describe('Desired state of the deployment in one environment.'),
  replicatedBindingStatusSchema,
);

/**
 * A ServiceBinding.
 *
 * @public
 */
export type ServiceBinding = z.infer<typeof serviceBindingSchema>;

/**
 * The canary of a ServiceBinding; that of a WebApplicationBinding has no `apis`.
 *
 * @public
 */
export type Canary = NonNullable<ServiceBinding['spec']['canary']>;

/**
 * Definition of the kind ServiceBinding.
 *
 * @public
 */
export const serviceBindingKind = defineKind<ServiceBinding>({
  apiVersion: openChoreoApiVersion,
  kind: 'ServiceBinding',
  plural: 'servicebindings',
  description: 'Deploys a service to one environment and reports its state.',
  columns: bindingColumns,
  schema: serviceBindingSchema,
  validations: [immutableOwner],
  owner: specOwnerAndEnvironment,
});
