import { ConflictError } from '@backstage/errors';
import { gitOpsManagerOf, projectKind } from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import { commandAnnotations } from '../../domain/commandAnnotations';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import type { Binding, FoundBinding } from '../bindings';
import type { BindingChange } from './BindingChange';
import {
  requestBindingCommit,
  type CommitTarget,
} from './requestBindingCommit';
import { fieldManager, findObject } from '../../adapter-base/writeObjects';

/**
 * Changes a binding: in the cluster or, for a project in commit mode, by a GitCommitRequest, so that a GitOps tool applies it.
 *
 * @returns the binding as the API server has stored it, or, on a dry run and in commit mode, would store it
 * @throws ConflictError when a GitOps tool applies the binding and the project is not in commit mode, and ApiError
 */
export async function changeBinding(
  context: VerbContext,
  found: FoundBinding,
  change: BindingChange,
  request: VerbRequest & { dryRun: boolean },
): Promise<Binding> {
  const { kind, binding } = found;
  const { requestedBy, signal, dryRun } = request;
  const { resourceVersion, spec } = change;
  const target = await findCommitTarget(context, binding, signal);
  const isCommitted = target !== undefined;
  // In commit mode the file may differ from the cluster.
  if (!isCommitted && hasFields(binding, spec)) return binding;
  const manager = gitOpsManagerOf(binding);
  if (manager && !isCommitted) {
    throw new ConflictError(
      `${manager} applies ${kind.kind} ${binding.metadata.name} from Git and would change it back. Change it in Git, or set spec.gitOps of the project ${binding.spec.owner.projectName} to mode Commit`,
    );
  }
  const changed = await context.client.patch<Binding>(
    kind,
    binding.metadata,
    {
      metadata: {
        resourceVersion,
        ...(requestedBy && {
          annotations: { [commandAnnotations.requestedBy]: requestedBy },
        }),
      },
      spec,
    },
    { signal, dryRun: dryRun || isCommitted, type: 'merge', fieldManager },
  );
  if (target && !dryRun) {
    await requestBindingCommit(context, target, binding, change, request);
  }
  return changed;
}

/** The repository of the project of a binding. Undefined for a project that is not in commit mode. */
export async function findCommitTarget(
  context: VerbContext,
  { metadata: { namespace }, spec: { owner } }: Binding,
  signal: AbortSignal | undefined,
): Promise<CommitTarget | undefined> {
  const key = { namespace, name: owner.projectName };
  const project = await findObject(context, projectKind, key, signal);
  const { gitOps } = project?.spec ?? {};
  return gitOps?.mode === 'Commit' ? gitOps : undefined;
}

function hasFields({ spec }: Binding, fields: BindingChange['spec']): boolean {
  const current: Record<string, unknown> = { ...spec };
  return Object.entries(fields).every(([field, value]) =>
    isDeepStrictEqual(current[field], value),
  );
}
