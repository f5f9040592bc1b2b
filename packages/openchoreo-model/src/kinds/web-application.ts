import { z } from 'zod';
import { componentResourceColumns } from '../columns';
import { immutableOwner } from '../crd/validation-rule';
import { defineKind, specOwnerAndTrack } from '../kind-definition';
import { openChoreoApiVersion, resourceSchema } from '../schemas/resource';
import {
  componentResourceSpecSchema,
  componentResourceStatusSchema,
} from '../schemas/component-resource';

export const webApplicationSchema = resourceSchema(
  openChoreoApiVersion,
  'WebApplication',
  componentResourceSpecSchema.describe('Desired state of the web application.'),
  componentResourceStatusSchema,
);

/**
 * A WebApplication.
 *
 * @public
 */
export type WebApplication = z.infer<typeof webApplicationSchema>;

/**
 * Definition of the kind WebApplication.
 *
 * @public
 */
export const webApplicationKind = defineKind<WebApplication>({
  apiVersion: openChoreoApiVersion,
  kind: 'WebApplication',
  plural: 'webapplications',
  description:
    'Deploys a workload as a web application. Changes are deployed to the first environment of the pipeline.',
  columns: componentResourceColumns,
  schema: webApplicationSchema,
  validations: [immutableOwner],
  owner: specOwnerAndTrack,
});
