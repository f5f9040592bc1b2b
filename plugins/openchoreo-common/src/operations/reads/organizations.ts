import { z } from 'zod';
import { organizationDescriptionSchema } from '../../organizationDescription';
import { resourceFields } from '../Operation';
import { audit, declareRead, get, wholeAnswer } from '../ReadDeclaration';

const describeOrganization = declareRead({
  name: 'describe-organization',
  title: 'Describe what an organization offers',
  description:
    'Returns the environments that the components of an OpenChoreo organization may be deployed to, and its configuration groups with their keys (never a value). Use it before you refer to an environment or to a configuration.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object(resourceFields.organization),
  output: organizationDescriptionSchema,
  http: get('/description'),
  audit: audit('deployment-fetch', 'organization'),
  agent: wholeAnswer(organizationDescriptionSchema),
});

/** The reads of organizations. */
export const organizationReads = { describeOrganization };
