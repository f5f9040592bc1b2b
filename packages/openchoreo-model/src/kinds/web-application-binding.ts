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

/**
 * Schema of a WebApplicationBinding.
 *
 * @public
 */
export const webApplicationBindingSchema = resourceSchema(
  openChoreoApiVersion,
  'WebApplicationBinding',
  bindingSpecSchema
    .extend({ ...replicatedSpecFields, canary: canarySchema.optional() })
    .describe('Desired state of the deployment in one environment.'),
  replicatedBindingStatusSchema,
);

/**
 * A WebApplicationBinding.
 *
 * @public
 */
export type WebApplicationBinding = z.infer<typeof webApplicationBindingSchema>;

/**
 * Definition of the kind WebApplicationBinding.
 *
 * @public
 */
export const webApplicationBindingKind = defineKind<WebApplicationBinding>({
  apiVersion: openChoreoApiVersion,
  kind: 'WebApplicationBinding',
  plural: 'webapplicationbindings',
  description:
    'Deploys a web application to one environment and reports its state.',
  columns: bindingColumns,
  schema: webApplicationBindingSchema,
  validations: [immutableOwner],
  owner: specOwnerAndEnvironment,
});
