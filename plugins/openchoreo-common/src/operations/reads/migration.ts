import { z } from 'zod';
import { platformReadPermission } from '../../permissions';
import { projectMigrationSchema } from '../../projectMigration';
import { resourceFields } from '../Operation';
import { audit, declareRead, get } from '../ReadDeclaration';
import { configurationReads } from './configuration';

const migrateProject = declareRead({
  name: 'migrate-project',
  title: 'Show what a project becomes in OpenChoreo 1.x',
  description:
    'Returns the manifests that an OpenChoreo 0.3 project becomes in OpenChoreo 1.x, beside those that they replace, and what is not carried over with the reason and what to do. They have the plain values of environment variables, and no secrets. Nothing is written.',
  resource: 'project',
  permission: platformReadPermission,
  // The manifests have the values of environment variables.
  eachComponent: configurationReads.getConfiguration,
  input: z.object(resourceFields.project),
  output: projectMigrationSchema,
  http: get('/migration'),
  audit: audit('configuration-fetch', 'migration'),
});

/** The reads for the move to a newer generation of OpenChoreo. */
export const migrationReads = { migrateProject };
