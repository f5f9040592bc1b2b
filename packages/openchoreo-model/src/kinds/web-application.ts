import { z } from 'zod';
import { workloadUserColumns } from '../columns';
import { defineKind } from '../kind-definition';
import { specOwner } from '../owner-paths';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { workloadUserSpecSchema } from '../schemas/workload-user';

export const webApplicationSchema = resourceSchema(
  openChoreoApiVersion,
  'WebApplication',
  workloadUserSpecSchema.describe(
    'What should be deployed as a web application, and how.',
  ),
  statusSchema,
);

export type WebApplication = z.infer<typeof webApplicationSchema>;

export const webApplicationKind = defineKind<WebApplication>({
  apiVersion: openChoreoApiVersion,
  kind: 'WebApplication',
  plural: 'webapplications',
  description:
    'Deploys a workload as a web application that browsers open, first to the first environment.',
  columns: workloadUserColumns,
  schema: webApplicationSchema,
  owner: specOwner,
});
