import { z } from 'zod';
import { rawObject } from './scalars';
import { refFields, traitInstanceSchema, traitKinds } from './type-fields';

const specField = (noun: string) =>
  rawObject().describe(`Spec of the ${noun} at the time of the snapshot.`);

/**
 * Fields of the release of a component with a component type, as in a ComponentRelease of OpenChoreo 1.x: the type, its traits and
 * their values. Together with the workload they are all that a rendering depends on, besides the environment.
 */
export const componentSnapshotFields = {
  componentType: z
    .object({
      kind: z
        .enum(['ComponentType', 'ClusterComponentType'])
        .describe('Kind of the component type.'),
      name: z.string().min(1).describe('Name of the component type.'),
      spec: specField('component type'),
    })
    .optional()
    .describe('Component type of the component.'),
  traits: z
    .array(
      z
        .object({ ...refFields('trait', traitKinds), spec: specField('trait') })
        .describe('One trait.'),
    )
    .optional()
    .describe('Traits that the component type and the component use.'),
  componentProfile: z
    .object({
      parameters: rawObject()
        .optional()
        .describe('Parameters of the component type.'),
      traits: z
        .array(traitInstanceSchema)
        .optional()
        .describe('Traits of the component.'),
    })
    .optional()
    .describe('Parameters and traits of the component.'),
};

const componentSnapshotSchema = z.object(componentSnapshotFields);

/**
 * The type, traits and parameters of a release of a component with a component type.
 *
 * @public
 */
export type ComponentSnapshot = z.infer<typeof componentSnapshotSchema>;
