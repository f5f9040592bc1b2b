import {
  componentRefSchema,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { parseInput } from './parseInput';

/** Where the routes of a component are. */
export const componentRoute =
  '/organizations/:organization/projects/:project/components/:component';

/** A name as Kubernetes has them: nothing that could lead elsewhere in a path. */
export const nameSchema = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'is not a Kubernetes name');

const schema = componentRefSchema.extend({
  organization: nameSchema,
  project: nameSchema,
  component: nameSchema,
});

/** The component that a path is about. @throws InputError that names the part which is no name */
export function componentParams(params: object): ComponentRef {
  return parseInput(schema, params, 'path');
}
