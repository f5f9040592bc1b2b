import { ConflictError } from '@backstage/errors';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { gitOpsManagerOf } from '@promenade/openchoreo-model';
import {
  createObject,
  findObject,
  patchObject,
  retryOnConflict,
} from '../../adapter-base/writeObjects';
import { commandAnnotations } from '../../domain/commandAnnotations';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import { releaseBindingKind, type ReleaseBinding } from '../deploymentKinds';
import { bindingIn } from '../promotionSource';

/** A change of what a component runs in an environment. */
interface BindingChange {
  ref: ComponentRef;
  environment: string;
  /** The version that was seen. A ConflictError when the spec was changed since. */
  seen?: string;
  /** Whether the binding is created where there is none. */
  isCreated: boolean;
  /** For errors, such as `promote greeter to staging`. */
  operation: string;
  /** The fields of the spec to set, and annotations. */
  fieldsFor(before: ReleaseBinding | undefined): {
    spec: Partial<ReleaseBinding['spec']>;
    annotations?: Record<string, string>;
  };
}

/**
 * Changes or creates the binding of a component in an environment. Nothing that somebody else writes meanwhile is lost.
 *
 * @returns the binding as the API server has stored it or, on a dry run, would store it
 * @throws ConflictError when it was changed since it was seen, or when a GitOps tool applies it
 */
export async function changeBinding(
  context: VerbContext,
  change: BindingChange,
  { requestedBy, signal, dryRun }: VerbRequest & { dryRun: boolean },
): Promise<ReleaseBinding> {
  const { ref, environment, seen, operation } = change;
  const key = {
    namespace: ref.organization,
    name:
      bindingIn(context.cache, ref, environment)?.metadata.name ??
      `${ref.component}-${environment}`,
  };
  const requester = requestedBy && {
    [commandAnnotations.requestedBy]: requestedBy,
  };
  let generation: number | undefined;
  return retryOnConflict(async () => {
    const live = await findObject(context, releaseBindingKind, key, signal);
    checkUnchanged(context, live, change, generation);
    generation = live?.metadata.generation;
    const { spec, annotations } = change.fieldsFor(live);
    const metadata = { annotations: { ...requester, ...annotations } };
    if (live) {
      const patch = { metadata, spec };
      const options = { signal, dryRun };
      return patchObject(context, releaseBindingKind, live, patch, options);
    }
    if (!change.isCreated || seen !== undefined) {
      throw new ConflictError(
        `Could not ${operation}: ${ref.component} is not deployed in ${environment} any more`,
      );
    }
    const owner = {
      projectName: ref.project,
      componentName: ref.component,
    };
    return createObject(
      context,
      releaseBindingKind,
      {
        apiVersion: releaseBindingKind.apiVersion,
        kind: releaseBindingKind.kind,
        metadata: { ...key, ...metadata },
        spec: { owner, environment, ...spec },
      },
      { signal, dryRun },
    );
  });
}

function checkUnchanged(
  context: VerbContext,
  live: ReleaseBinding | undefined,
  { ref, environment, seen, operation }: BindingChange,
  generation: number | undefined,
): void {
  if (!live) return;
  const { owner } = live.spec;
  if (
    owner.componentName !== ref.component ||
    live.spec.environment !== environment
  ) {
    throw new ConflictError(
      `Could not ${operation}: the name ReleaseBinding ${live.metadata.name} is already taken by ${owner.componentName} in ${live.spec.environment}`,
    );
  }
  const isOutdated =
    (seen !== undefined && !context.versions.isCurrent(live, seen)) ||
    (generation !== undefined && generation !== live.metadata.generation);
  if (isOutdated) {
    throw new ConflictError(
      `Could not ${operation}: it was changed since you saw it. Review the change, then try again`,
    );
  }
  const manager = gitOpsManagerOf(live);
  if (manager) {
    throw new ConflictError(
      `Could not ${operation}: ${manager} applies ReleaseBinding ${live.metadata.name} from Git and would change it back. Change it in Git`,
    );
  }
}
