import { z } from 'zod';

/** The project and component that a resource belongs to (`spec.owner`). */
export const projectComponentOwnerSchema = z
  .object({
    projectName: z
      .string()
      .min(1)
      .describe('Name of the Project that the resource belongs to.'),
    componentName: z
      .string()
      .min(1)
      .describe('Name of the Component that the resource belongs to.'),
  })
  .describe('Project and component that the resource belongs to.');

export type ProjectComponentOwner = z.infer<typeof projectComponentOwnerSchema>;
