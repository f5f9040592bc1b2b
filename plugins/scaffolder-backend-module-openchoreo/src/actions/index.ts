import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  verbs,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { createVerbAction } from '../createVerbAction';
import type { ActionServices } from '../VerbAction';
import { createComponentAction } from './createComponent';
import { createProjectAction } from './createProject';
import { promoteComponentAction } from './promoteComponent';
import { setStateAction } from './setState';

/** The actions that do more than their verb. */
const specialActions: Readonly<
  Record<string, (services: ActionServices) => TemplateAction>
> = {
  [verbs.createProject.name]: createProjectAction,
  [verbs.createComponent.name]: createComponentAction,
  [verbs.promoteComponent.name]: promoteComponentAction,
  [verbs.setState.name]: setStateAction,
};

/** The action of every verb that the platform has. */
export function verbActions(services: ActionServices): TemplateAction[] {
  return services.openchoreo.verbDeclarations.map(verb => {
    const create = specialActions[verb.name] ?? plainAction(verb);
    return create(services);
  });
}

function plainAction<Input extends z.ZodObject, Output extends z.ZodObject>(
  verb: VerbDeclaration<Input, Output>,
) {
  return (services: ActionServices) =>
    createVerbAction(verb, services, {
      input: z.object({}),
      output: verb.output,
      planOutputs: ({ output }) => output,
      perform: ({ executeOnce }) => executeOnce(),
    });
}
