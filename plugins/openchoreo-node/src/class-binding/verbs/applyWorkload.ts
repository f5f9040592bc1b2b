import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { parseWorkloadDescriptor } from '../workloadDescriptor';
import { changeComponent } from './changeComponent';
import { descriptorWarnings, withDescribedWorkload } from './describedWorkload';

type Input = OperationInput<typeof verbs.applyWorkload>;

/**
 * Gives a component the endpoints and connections of a workload descriptor. An InputError that names the field when the descriptor is
 * not valid.
 */
export const applyWorkload = implementWrite(verbs.applyWorkload, write);

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
) {
  const { image } = input;
  const described = parseWorkloadDescriptor(input);
  const { changes, objects } = await changeComponent(
    context,
    input,
    request,
    dryRun,
    specs => withDescribedWorkload(specs, described, image),
  );
  const { signal } = request;
  const warnings = await descriptorWarnings(context, input, described, signal);
  return { output: { changes, warnings }, objects };
}
