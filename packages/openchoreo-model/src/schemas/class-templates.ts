import { z } from 'zod';
import { rawObject } from './scalars';

/** The templates of ServiceClass and WebApplicationClass. */
export const classTemplatesSchema = z
  .object({
    deploymentTemplate: rawObject()
      .optional()
      .describe(
        'Spec of an apps/v1 Deployment (or StatefulSet): the base of each component of the class.',
      ),
    serviceTemplate: rawObject()
      .optional()
      .describe(
        'Spec of a core/v1 Service: the base of the Service of each component of the class. Its type is always ClusterIP.',
      ),
  })
  .describe('Desired state of the class.');
