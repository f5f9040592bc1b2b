import { InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  dataPlaneKind,
  environmentKind,
  type Environment,
} from '@promenade/openchoreo-model';
import { RE2JS } from 're2js';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { fact, type ReleaseFact } from '../../views/releaseFacts';
import { applyObject } from './applyObject';
import { checkOrganization, checkOwnOrShared } from './checkReferences';

type Input = OperationInput<typeof verbs.applyEnvironment>;

/** Creates an Environment, or changes its settings. An InputError when its DataPlane does not exist. */
export const applyEnvironment = implementWrite(verbs.applyEnvironment, write);

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
) {
  const { organization, name: environment } = input;
  checkImageExpression(input);
  await checkOrganization(context, organization, request.signal);
  const { object, changes } = await applyObject(
    context,
    {
      kind: environmentKind,
      input,
      async specOf(before) {
        const dataPlane = input.dataPlane ?? (before ? undefined : 'default');
        if (dataPlane) {
          await checkOwnOrShared(
            context,
            dataPlaneKind,
            organization,
            { field: 'dataPlane', name: dataPlane },
            request.signal,
          );
        }
        return specOf(input, dataPlane);
      },
      describe,
    },
    request,
    dryRun,
  );
  return { output: { organization, environment, changes }, objects: [object] };
}

/** An invalid expression would block all deployments. */
function checkImageExpression({ allowedImages }: Input): void {
  if (!allowedImages) return;
  try {
    RE2JS.compile(allowedImages);
  } catch (error) {
    throw new InputError(
      `allowedImages: "${allowedImages}" is not a regular expression (RE2). Write one such as ^registry.example.com/`,
      error,
    );
  }
}

/** The fields that an input sets. */
function specOf(
  { isProduction, dnsPrefix, ...input }: Input,
  dataPlaneRef: string | undefined,
): Partial<Environment['spec']> {
  const policies = {
    requireApproval: input.requireApproval,
    maxReplicas: input.maxReplicas,
    allowedImages: input.allowedImages,
  };
  const hasPolicies = Object.values(policies).some(each => each !== undefined);
  return {
    ...(dataPlaneRef && { dataPlaneRef }),
    ...(isProduction !== undefined && { isProduction }),
    ...(dnsPrefix && { gateway: { dnsPrefix } }),
    ...(hasPolicies && { policies }),
  };
}

function describe({ spec }: Environment): ReleaseFact[] {
  const { dataPlaneRef, isProduction, gateway, policies = {} } = spec;
  const { requireApproval, maxReplicas, allowedImages } = policies;
  const shown: [ReleaseFact['area'], string, string | number | undefined][] = [
    ['other', 'data plane', dataPlaneRef],
    ['other', 'production', isProduction?.toString()],
    ['exposure', 'DNS prefix', gateway?.dnsPrefix],
    ['policies', 'approval required', requireApproval?.toString()],
    ['policies', 'maximum replicas', maxReplicas],
    ['policies', 'allowed images', allowedImages],
  ];
  return shown.flatMap(([area, path, value]) =>
    value === undefined ? [] : [fact(area, path, String(value))],
  );
}
