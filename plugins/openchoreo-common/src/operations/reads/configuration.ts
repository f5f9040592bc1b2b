import { z } from 'zod';
import { componentConfigurationSchema } from '../../componentConfiguration';
import {
  configurationReadPermission,
  environmentObservePermission,
} from '../../permissions';
import { objectName, resourceFields } from '../Operation';
import { audit, declareRead, get } from '../ReadDeclaration';

const getConfiguration = declareRead({
  name: 'get-configuration',
  title: 'Get the configuration of a component in an environment',
  description:
    'The environment variables of a component with their plain values in an environment, and where each comes from: the release, an override of the environment, a configuration group, or a secret, whose value is never returned.',
  resource: 'component',
  permission: configurationReadPermission,
  environment: {
    permission: environmentObservePermission,
    field: 'environment',
    names: 'environment',
  },
  input: z.object({
    ...resourceFields.component,
    environment: objectName('Name of the environment.'),
  }),
  output: componentConfigurationSchema,
  http: get('/environments/{environment}/configuration'),
  audit: audit('configuration-fetch', 'configuration'),
});

/** The reads of the configuration of components. */
export const configurationReads = { getConfiguration };
