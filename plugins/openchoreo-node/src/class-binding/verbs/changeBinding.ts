import { ConflictError } from '@backstage/errors';
import { manifestPath } from '@promenade/git-client';
import { isAlreadyExists } from '@promenade/kube-client';
import {
  contentHash,
  gitCommitRequestKind,
  gitOpsManagerOf,
  nameLimits,
  openChoreoApiVersion,
  parentLabels,
  projectKind,
  type Project,
} from '@promenade/openchoreo-model';
import { commandAnnotations } from '../../domain/commandAnnotations';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import type { Binding, FoundBinding } from '../bindings';
import { fieldManager, findObject } from './writeObjects';

type CommitTarget = NonNullable<Project['spec']['gitOps']>;

/** A change of the desired state of a component in an environment. */
interface BindingChange {
  /** The fields of the spec to set. */
  spec: Readonly<Record<string, string>>;
  /** The version that must not have been changed; undefined for any. */
  resourceVersion?: string;
  /** What is done, in the imperative: the subject of a commit. */
  subject: string;
}

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
  const { namespace = '' } = binding.metadata;
  const name = binding.spec.owner.projectName;
  const project = await findObject(
    context,
    projectKind,
    { namespace, name },
    signal,
  );
  const isCommitted = project?.spec.gitOps?.mode === 'Commit';
  // In commit mode the file may differ from the cluster.
  if (!isCommitted && hasFields(binding, spec)) return binding;
  const manager = gitOpsManagerOf(binding);
  if (manager && !isCommitted) {
    throw new ConflictError(
      `${manager} applies ${kind.kind} ${binding.metadata.name} from Git and would change it back. Change it in Git, or set spec.gitOps of the project ${name} to mode Commit`,
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
  if (project?.spec.gitOps && isCommitted && !dryRun) {
    await requestCommit(context, project.spec.gitOps, binding, change, request);
  }
  return changed;
}

function hasFields({ spec }: Binding, fields: BindingChange['spec']): boolean {
  const current: Record<string, unknown> = { ...spec };
  return Object.entries(fields).every(
    ([field, value]) => current[field] === value,
  );
}

/** The phases of a GitCommitRequest that is not tried any more. */
const finishedPhases: readonly (string | undefined)[] = ['Succeeded', 'Failed'];

/**
 * Creates a GitCommitRequest, unless the same change waits to be committed. After one that has finished there is another one: it has
 * failed, or the file may have changed since.
 */
async function requestCommit(
  context: VerbContext,
  { mode: _mode, path: folder, ...target }: CommitTarget,
  { apiVersion, kind, metadata, spec: { owner, environment } }: Binding,
  { spec, subject }: BindingChange,
  { requestedBy, signal }: VerbRequest,
): Promise<void> {
  const { namespace = '', name, uid = '', generation } = metadata;
  const operations = Object.entries(spec).map(([field, value]) => ({
    op: 'add',
    path: `/spec/${field}`,
    value,
  }));
  const manifest = { apiVersion, kind, metadata, spec: { owner } };
  const file = {
    path: manifestPath(manifest, folder),
    patch: JSON.stringify(operations),
  };
  const own = {
    namespace,
    labels: parentLabels(namespace, {
      project: owner.projectName,
      component: owner.componentName,
      environment,
    }),
    ownerReferences: [{ apiVersion, kind, name, uid }],
  };
  const commit = {
    ...target,
    message: subject,
    ...(requestedBy && { author: { name: requestedBy } }),
    files: [file],
  };
  for (let previous: string | undefined; ; ) {
    const change = { uid, generation, target, spec, previous };
    const hash = contentHash(change).slice(0, 10);
    const request = `${name.slice(0, nameLimits.resource - 11)}-${hash}`;
    try {
      await context.client.create(
        gitCommitRequestKind,
        {
          apiVersion: openChoreoApiVersion,
          kind: gitCommitRequestKind.kind,
          metadata: { ...own, name: request },
          spec: commit,
        },
        { signal, fieldManager, fieldValidation: 'Strict' },
      );
      return;
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
    }
    const existing = await findObject(
      context,
      gitCommitRequestKind,
      { namespace, name: request },
      signal,
    );
    // Deleted meanwhile.
    if (!existing) continue;
    if (!finishedPhases.includes(existing.status?.phase)) return;
    previous = existing.metadata.uid;
  }
}
