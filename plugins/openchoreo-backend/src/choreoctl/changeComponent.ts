import {
  isErrorNamed,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import type { ChoreoctlRequest } from './ChoreoctlRoute';
import { bindingData } from './componentData';
import { ChoreoctlError, listData } from './envelope';
import { neededText, text } from './inputs';
import { readBack, runVerb } from './runVerb';
import {
  componentRefOf,
  findComponent,
  readComponent,
} from './visibleResources';

const stateBody = z.object({
  releaseState: z.enum(['Active', 'Suspend', 'Undeploy']),
});

/** Sets the state of a binding. The caller has to be allowed to read the component, because the binding says what environment it is of. */
export async function setState(request: ChoreoctlRequest) {
  const { releaseState } = parseInput(stateBody, request.body, 'body');
  const ref = componentRefOf(request);
  const { bindingName } = request.params;
  const binding = await readComponent(request, source => {
    const found = source.bindings(ref).find(({ name }) => name === bindingName);
    if (found) return found;
    throw bindingNotFound(
      `There is no binding ${bindingName} of the component ${ref.component}`,
    );
  });
  const { environment, resourceVersion } = binding;
  await runVerb(request, verbs.setState, {
    ...ref,
    environment,
    state: releaseState,
    resourceVersion,
  });
  return bindingData({ ...binding, releaseState });
}

const promotionBody = z.object({
  sourceEnv: neededText,
  targetEnv: neededText,
});

export async function promote(request: ChoreoctlRequest) {
  const body = parseInput(promotionBody, request.body, 'body');
  const ref = componentRefOf(request);
  const { sourceEnv: from, targetEnv: to } = body;
  const bindings = () => findComponent(request).source.bindings(ref);
  const check = () => {
    if (bindings().some(({ environment }) => environment === from)) return;
    throw bindingNotFound(
      `The component ${ref.component} is not deployed to ${from}`,
    );
  };
  try {
    const input = { ...ref, from, to };
    await runVerb(request, verbs.promoteComponent, input, { check });
  } catch (error) {
    if (isErrorNamed(error, 'InputError')) {
      throw new ChoreoctlError(400, 'INVALID_PROMOTION_PATH', error.message);
    }
    throw error;
  }
  return listData(bindings().map(bindingData));
}

function bindingNotFound(message: string): ChoreoctlError {
  return new ChoreoctlError(404, 'BINDING_NOT_FOUND', message);
}

const buildQuery = z.object({ commit: text });

export async function build(request: ChoreoctlRequest) {
  const { commit } = parseInput(buildQuery, request.query, 'query');
  const ref = componentRefOf(request);
  const find = () => findComponent(request).source;
  const started = await runVerb(
    request,
    verbs.buildComponent,
    { ...ref, commit },
    { check: find },
  );
  const found = await readBack(request, () =>
    find()
      .builds(ref)
      .find(({ name }) => name === started.build),
  );
  return { ...found, status: 'Created' };
}
