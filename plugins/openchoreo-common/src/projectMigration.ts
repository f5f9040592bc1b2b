import { z } from 'zod';

const referenceSchema = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});

const changeSchema = z.object({
  from: z
    .array(referenceSchema)
    .describe('The objects that are replaced. None where there were none.'),
  to: z
    .array(referenceSchema)
    .describe('What they become. None where nothing takes their place.'),
  before: z.string().describe('The manifests of what is replaced, as YAML.'),
  after: z
    .string()
    .describe('The manifests of what takes its place, as YAML to apply.'),
  notCarriedOver: z
    .array(
      z.object({
        field: z
          .string()
          .optional()
          .describe('The field. Absent for the whole object.'),
        reason: z.string().describe('Why, and what to do.'),
      }),
    )
    .describe('What is lost.'),
});

/**
 * Schema of what a project becomes in a newer generation of OpenChoreo.
 *
 * @public
 */
export const projectMigrationSchema = z.object({
  generation: z
    .string()
    .describe('The generation that it becomes, such as component-type.'),
  changes: z
    .array(changeSchema)
    .describe('The changes, in the order in which they are to be applied.'),
});

/**
 * What a project becomes in a newer generation of OpenChoreo.
 *
 * @public
 */
export interface ProjectMigrationView {
  generation: string;
  changes: ProjectMigrationChange[];
}

/**
 * What some objects of a project become in a newer generation of OpenChoreo.
 *
 * @public
 */
export interface ProjectMigrationChange {
  from: { kind: string; name: string; namespace?: string }[];
  to: { kind: string; name: string; namespace?: string }[];
  before: string;
  after: string;
  notCarriedOver: { field?: string; reason: string }[];
}
