import { z } from 'zod';
import { ageColumn } from '../columns';
import { defineKind } from '../kind-definition';
import { classTemplatesSchema } from '../schemas/class-templates';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

export const webApplicationClassSchema = resourceSchema(
  openChoreoApiVersion,
  'WebApplicationClass',
  classTemplatesSchema
    .describe('How web applications of the class are deployed.')
    .prefault({}),
  statusSchema,
);

export type WebApplicationClass = z.infer<typeof webApplicationClassSchema>;

export const webApplicationClassKind = defineKind<WebApplicationClass>({
  apiVersion: openChoreoApiVersion,
  kind: 'WebApplicationClass',
  plural: 'webapplicationclasses',
  description:
    'How platform engineers want web applications to be deployed: templates that developers build on.',
  columns: [ageColumn],
  schema: webApplicationClassSchema,
});
