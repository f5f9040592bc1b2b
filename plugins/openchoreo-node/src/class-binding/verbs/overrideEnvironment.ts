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
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import { toBackstageError } from '../../verbs/toBackstageError';
import { describeOverrides, factChanges } from '../../views/releaseFacts';
import { findBinding, type Binding, type FoundBinding } from '../bindings';
import { environmentOverrides } from '../releaseContents';
import { changeBinding, findCommitTarget } from './changeBinding';
import { changedVariables } from '../../adapter-base/changedVariables';
import { readUnappliedFields } from './requestBindingCommit';
import { findObject, retryOnConflict } from '../../adapter-base/writeObjects';

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
 * In a project in commit mode they are committed.
 *
 * @throws NotFoundError when it is not deployed there, InputError when it has no such container
 */
export async function overrideEnvironment(
  context: VerbContext,
  input: ComponentRef & { environment: string } & WantedOverrides,
  request: VerbRequest,
  dryRun: boolean,
): Promise<{ changes: PlanChange[]; objects: KubernetesObject[] }> {
  const { component, environment } = input;
  return retryOnConflict(async () => {
    const found = findBinding(context.cache, input, environment);
    const live = found && (await findLive(context, found, request.signal));
    if (!found || !live) {
      throw new NotFoundError(
        `${component} is not deployed in ${environment}. Promote it there first`,
      );
    }
    const before = await withUnappliedFields(context, live, request.signal);
    const envOverrides = changedOverrides(before, input);
    if (isDeepStrictEqual(envOverrides, before.spec.envOverrides ?? {})) {
      return { changes: [], objects: [] };
    }
    const operation = `override ${component} in ${environment}`;
    try {
      const after = await changeBinding(
        context,
        { kind: found.kind, binding: live },
        {
          spec: { envOverrides },
          resourceVersion: live.metadata.resourceVersion,
          subject: `Override values of ${component} in ${environment}`,
        },
        { ...request, dryRun },
      );
      return {
        changes: factChanges(overrideFacts(before), overrideFacts(after)),
        objects: [after],
      };
    } catch (error) {
      throw toBackstageError(operation, error);
    }
  });
}

function findLive(
  context: VerbContext,
  { kind, binding }: FoundBinding,
  signal: AbortSignal | undefined,
): Promise<Binding | undefined> {
  return findObject(context, kind, binding.metadata, signal);
}

/** A binding with what was committed, but is not applied yet, so that a second change does not revert it. */
async function withUnappliedFields(
  context: VerbContext,
  binding: Binding,
  signal: AbortSignal | undefined,
): Promise<Binding> {
  const isCommitted = await findCommitTarget(context, binding, signal);
  if (!isCommitted) return binding;
  const unapplied = await readUnappliedFields(context, binding, signal);
  return { ...binding, spec: { ...binding.spec, ...unapplied } };
}

/** The overrides of a binding with the wanted ones. */
function changedOverrides(
  binding: Binding,
  {
    component,
    replicas,
    container = 'main',
    environmentVariables = [],
    removedEnvironmentVariables = [],
  }: Pick<ComponentRef, 'component'> & WantedOverrides,
): EnvOverrides {
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
  return {
    ...before,
    ...patch,
    ...(changed && {
      containers: {
        ...before.containers,
        [changed[0]]: { ...before.containers?.[changed[0]], ...changed[1] },
      },
    }),
  };
}

function overrideFacts({ spec }: Binding) {
  return describeOverrides(environmentOverrides(spec.envOverrides));
}
