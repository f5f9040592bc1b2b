import { InputError, NotFoundError } from '@backstage/errors';
import type {
  ComponentRef,
  PlanChange,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  EnvOverrides,
  EnvVar,
  KubernetesObject,
} from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import { commandAnnotations } from '../../domain/commandAnnotations';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import { describeOverrides, factChanges } from '../../views/releaseFacts';
import { findBinding, type Binding } from '../bindings';
import { environmentOverrides } from '../releaseContents';
import { changedVariables } from './containerSpec';
import { findObject, patchObject } from '../../adapter-base/writeObjects';

/** What an environment can have in place of the values of a release. */
interface WantedOverrides {
  replicas?: number;
  /** `main` by default. */
  container?: string;
  environmentVariables?: EnvVar[];
  /** Names of variables that are not to be overridden any more. */
  removedEnvironmentVariables?: string[];
}

/**
 * Overrides replicas and environment variables of a component in an environment that promotions deploy to. Promotions keep overrides.
 *
 * @throws NotFoundError when it is not deployed there, InputError when it has no such container
 */
export async function overrideEnvironment(
  context: VerbContext,
  input: ComponentRef & { environment: string } & WantedOverrides,
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<{ changes: PlanChange[]; objects: KubernetesObject[] }> {
  const { component, environment } = input;
  const found = findBinding(context.cache, input, environment);
  const before =
    found &&
    (await findObject(context, found.kind, found.binding.metadata, signal));
  if (!found || !before) {
    throw new NotFoundError(
      `${component} is not deployed in ${environment}. Promote it there first`,
    );
  }
  const { patch, after: wanted } = changedOverrides(before, input);
  if (isDeepStrictEqual(wanted, before.spec.envOverrides ?? {})) {
    return { changes: [], objects: [] };
  }
  const after = await patchObject(
    context,
    found.kind,
    before,
    {
      metadata: {
        annotations: {
          ...(requestedBy && { [commandAnnotations.requestedBy]: requestedBy }),
        },
      },
      spec: { envOverrides: patch },
    },
    { signal, dryRun },
  );
  return {
    changes: factChanges(overrideFacts(before), overrideFacts(after)),
    objects: [after],
  };
}

/** The fields of the overrides to set, and the overrides with them. */
function changedOverrides(
  binding: Binding,
  {
    component,
    replicas,
    container = 'main',
    environmentVariables = [],
    removedEnvironmentVariables = [],
  }: Pick<ComponentRef, 'component'> & WantedOverrides,
): { patch: EnvOverrides; after: EnvOverrides } {
  const before = binding.spec.envOverrides ?? {};
  const patch: EnvOverrides = { ...(replicas !== undefined && { replicas }) };
  if (environmentVariables.length || removedEnvironmentVariables.length) {
    const names = Object.keys(binding.spec.workloadSpec.containers ?? {});
    if (!names.includes(container)) {
      throw new InputError(
        `container: ${component} has no container ${container}. Its containers: ${
          names.join(', ') || 'none'
        }`,
      );
    }
    const env = changedVariables(
      before.containers?.[container]?.env ?? [],
      environmentVariables,
      removedEnvironmentVariables,
    );
    patch.containers = { [container]: { env } };
  }
  const [changed] = Object.entries(patch.containers ?? {});
  const after: EnvOverrides = {
    ...before,
    ...patch,
    ...(changed && {
      containers: {
        ...before.containers,
        [changed[0]]: { ...before.containers?.[changed[0]], ...changed[1] },
      },
    }),
  };
  return { patch, after };
}

function overrideFacts({ spec }: Binding) {
  return describeOverrides(environmentOverrides(spec.envOverrides));
}
