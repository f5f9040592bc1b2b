import type { z } from 'zod/v3';

/** How an action is told which component it is about. */
export function componentInput(zod: typeof z) {
  return {
    organization: zod
      .string()
      .min(1)
      .describe('Annotation openchoreo.dev/organization of the entity'),
    project: zod
      .string()
      .min(1)
      .describe('Annotation openchoreo.dev/project of the entity'),
    component: zod
      .string()
      .min(1)
      .describe('Annotation openchoreo.dev/component of the entity'),
  };
}
