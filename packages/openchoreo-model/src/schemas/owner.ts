import { z } from 'zod';

/** `spec.owner`: the project and component that own a resource. */
export const projectComponentOwnerSchema = z
  .object({
    projectName: z
      .string()
      .min(1)
      .describe('Name of the Project that owns the resource.'),
    componentName: z
      .string()
      .min(1)
      .describe('Name of the Component that owns the resource.'),
  })
  .describe('Project and component that own the resource.');

/**
 * `spec.owner`: the project and component that own a resource.
 *
 * @public
 */
export type ProjectComponentOwner = z.infer<typeof projectComponentOwnerSchema>;
