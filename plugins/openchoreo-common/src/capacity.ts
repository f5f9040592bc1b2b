import { z } from 'zod';
import { entityFields } from './overviews';

/** @public */
export const dataPlaneCapacitySchema = z
  .object({
    isSimulated: z.boolean().describe('Whether it runs no containers.'),
    nodes: z
      .array(
        z.object({
          name: entityFields.name,
          isReady: z.boolean().describe('Whether its kubelet is ready.'),
          isSchedulable: z.boolean().describe('Whether it takes new pods.'),
          message: z.string().optional().describe('Why it is not ready.'),
          cpu: z.string().optional().describe('CPU for pods, such as `4`.'),
          memory: z
            .string()
            .optional()
            .describe('Memory for pods, such as `16Gi`.'),
          pods: z.string().optional().describe('Most pods.'),
          version: z.string().optional().describe('Version of its kubelet.'),
        }),
      )
      .describe('By name.'),
  })
  .describe('The nodes of a data plane, as its Kubernetes API reports them.');

/**
 * The nodes of a data plane.
 *
 * @public
 */
export type DataPlaneCapacity = z.infer<typeof dataPlaneCapacitySchema>;
