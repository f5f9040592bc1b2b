import { z } from 'zod';
import { rawObject } from './scalars';

/** The templates of ServiceClass and WebApplicationClass. */
export const classTemplatesSchema = z
  .object({
    deploymentTemplate: rawObject()
      .optional()
      .describe(
        'Spec of the apps/v1 Deployment that each component of the class begins with.',
      ),
    serviceTemplate: rawObject()
      .optional()
      .describe(
        'Spec of the core/v1 Service that each component of the class begins with.',
      ),
  })
  .describe('How components of the class are deployed.');
