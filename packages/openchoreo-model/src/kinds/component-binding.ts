import { z } from 'zod';
import { bindingColumns } from '../columns';
import { immutableOwner } from '../crd/validation-rule';
import { defineKind, specOwnerAndEnvironment } from '../kind-definition';
import {
  bindingSpecSchema,
  bindingStatusSchema,
  replicatedSpecFields,
} from '../schemas/binding';
import { componentSnapshotFields } from '../schemas/component-snapshot';
import { deliveryApiVersion, resourceSchema } from '../schemas/resource';
import { rawObject } from '../schemas/scalars';

/**
 * Schema of a ComponentBinding.
 *
 * @public
 */
export const componentBindingSchema = resourceSchema(
  deliveryApiVersion,
  'ComponentBinding',
  bindingSpecSchema
    .extend({
      ...componentSnapshotFields,
      ...replicatedSpecFields,
      componentTypeEnvironmentConfigs: rawObject()
        .optional()
        .describe(
          'Values of the component type for this environment, according to its environmentConfigs. Promotions do not change them.',
        ),
      traitEnvironmentConfigs: z
        .record(z.string(), rawObject().describe('Values of one trait.'))
        .optional()
        .describe(
          'Values of the traits for this environment, by the name of the instance. Promotions do not change them.',
        ),
    })
    .describe('Desired state of the deployment in one environment.'),
  bindingStatusSchema,
);

/**
 * A ComponentBinding.
 *
 * @public
 */
export type ComponentBinding = z.infer<typeof componentBindingSchema>;

/**
 * Definition of the kind ComponentBinding.
 *
 * @public
 */
export const componentBindingKind = defineKind<ComponentBinding>({
  apiVersion: deliveryApiVersion,
  kind: 'ComponentBinding',
  plural: 'componentbindings',
  description:
    'Deploys a component with a component type to one environment and reports its state.',
  columns: bindingColumns,
  schema: componentBindingSchema,
  validations: [immutableOwner],
  owner: specOwnerAndEnvironment,
});
