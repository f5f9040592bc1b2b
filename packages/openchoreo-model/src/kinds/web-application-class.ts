import { z } from 'zod';
import { ageColumn } from '../columns';
import { defineKind } from '../kind-definition';
import { classTemplatesSchema } from '../schemas/class-templates';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

/**
 * Schema of a WebApplicationClass.
 *
 * @public
 */
export const webApplicationClassSchema = resourceSchema(
  openChoreoApiVersion,
  'WebApplicationClass',
  classTemplatesSchema.describe('Desired state of the class.').prefault({}),
  statusSchema,
);

/**
 * A WebApplicationClass.
 *
 * @public
 */
export type WebApplicationClass = z.infer<typeof webApplicationClassSchema>;

/**
 * Definition of the kind WebApplicationClass.
 *
 * @public
 */
export const webApplicationClassKind = defineKind<WebApplicationClass>({
  apiVersion: openChoreoApiVersion,
  kind: 'WebApplicationClass',
  plural: 'webapplicationclasses',
  description: 'Templates for web applications. Written by platform engineers.',
  columns: [ageColumn],
  schema: webApplicationClassSchema,
});
