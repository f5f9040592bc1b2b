import { InputError } from '@backstage/errors';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { implementWrite } from '../../verbs/Verb';
import { changeBinding } from './changeBinding';

/**
 * Deploys or undeploys a component in an environment. A ConflictError when the spec of the binding has changed since it was seen:
 * changes of the status alone do not matter.
 */
export const setState = implementWrite(
  verbs.setState,
  async (context, input, request, dryRun) => {
    const { organization, project, component, environment, state } = input;
    if (state === 'Suspend') {
      throw new InputError(
        'state: OpenChoreo 1.x has no Suspend. Undeploy the component, or set its replicas to 0 where its type has such a value',
      );
    }
    const binding = await changeBinding(
      context,
      {
        ref: { organization, project, component },
        environment,
        seen: input.resourceVersion,
        isCreated: false,
        operation: `set ${component} in ${environment} to ${state}`,
        fieldsFor: () => ({ spec: { state } }),
      },
      { ...request, dryRun },
    );
    return { output: {}, objects: [binding] };
  },
);
