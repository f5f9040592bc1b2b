import { manifestPath } from '@promenade/git-client';
import { isAlreadyExists } from '@promenade/kube-client';
import {
  contentHash,
  gitCommitRequestKind,
  nameLimits,
  openChoreoApiVersion,
  parentLabels,
  type GitCommitRequest,
  type Project,
} from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import type { Binding } from '../bindings';
import { fieldManager, findObject } from '../../adapter-base/writeObjects';
import type { BindingChange } from './BindingChange';

/** The repository of a project in commit mode. */
export type CommitTarget = NonNullable<Project['spec']['gitOps']>;

/** A JSON Patch, as `commitSpec` builds it. */
const operationsSchema = z.array(
  z.object({ path: z.string(), value: z.unknown() }),
);

/** The phases of a GitCommitRequest that is not tried any more. */
const finishedPhases: readonly (string | undefined)[] = ['Succeeded', 'Failed'];

/**
 * Creates a GitCommitRequest for a change of a binding, unless the last one is for the same change and waits to be committed. After
 * one that has finished there is another one: it has failed, or the file may have changed since.
 *
 * The requests for a binding form a chain: the name of each is derived from the uid of the one before, and it is performed after that
 * one. So the last change wins, in whatever order the control plane finds the requests.
 */
export async function requestBindingCommit(
  context: VerbContext,
  target: CommitTarget,
  binding: Binding,
  change: BindingChange,
  { requestedBy, signal }: VerbRequest,
): Promise<void> {
  const spec = commitSpec(target, binding, change, requestedBy);
  for (;;) {
    const { requests, next } = await readChain(context, binding, signal);
    const last = requests.at(-1);
    if (last && isWaitingFor(spec, last)) return;
    const after = last && { after: last.metadata.name };
    try {
      await context.client.create(
        gitCommitRequestKind,
        {
          apiVersion: openChoreoApiVersion,
          kind: gitCommitRequestKind.kind,
          metadata: { ...ownedBy(binding), ...next },
          spec: { ...spec, ...after },
        },
        { signal, fieldManager, fieldValidation: 'Strict' },
      );
      return;
    } catch (error) {
      // Another request is at this place of the chain: go on after it.
      if (!isAlreadyExists(error)) throw error;
    }
  }
}

/** The fields of the spec of a binding that were committed, or are to be, and that the cluster does not have yet. */
export async function readUnappliedFields(
  context: VerbContext,
  binding: Binding,
  signal: AbortSignal | undefined,
): Promise<Partial<Binding['spec']>> {
  const { requests } = await readChain(context, binding, signal);
  return Object.fromEntries(
    requests
      .filter(({ status }) => status?.phase !== 'Failed')
      .flatMap(({ spec }) => spec.files)
      .flatMap(({ patch = '[]' }) => operationsSchema.parse(JSON.parse(patch)))
      .map(({ path, value }) => [path.replace('/spec/', ''), value]),
  );
}

/** The requests for the current generation of a binding in their order, and the key of the next one. */
async function readChain(
  context: VerbContext,
  { metadata: { namespace = '', name, uid = '', generation } }: Binding,
  signal: AbortSignal | undefined,
) {
  const requests: GitCommitRequest[] = [];
  for (;;) {
    const hash = contentHash({
      uid,
      generation,
      previous: requests.at(-1)?.metadata.uid,
    }).slice(0, 10);
    const next = {
      namespace,
      name: `${name.slice(0, nameLimits.resource - 11)}-${hash}`,
    };
    const found = await findObject(context, gitCommitRequestKind, next, signal);
    if (!found) return { requests, next };
    requests.push(found);
  }
}

function isWaitingFor(
  wanted: GitCommitRequest['spec'],
  {
    spec: { after: _after, author: _author, ...spec },
    status,
  }: GitCommitRequest,
): boolean {
  const { author: _wantedBy, ...same } = wanted;
  return (
    !finishedPhases.includes(status?.phase) && isDeepStrictEqual(spec, same)
  );
}

function commitSpec(
  { mode: _mode, path: folder, ...target }: CommitTarget,
  { apiVersion, kind, metadata, spec: { owner } }: Binding,
  { spec, subject }: BindingChange,
  requestedBy: string | undefined,
): GitCommitRequest['spec'] {
  const operations = Object.entries(spec).map(([field, value]) => ({
    op: 'add',
    path: `/spec/${field}`,
    value,
  }));
  const manifest = { apiVersion, kind, metadata, spec: { owner } };
  return {
    ...target,
    message: subject,
    ...(requestedBy && { author: { name: requestedBy } }),
    files: [
      {
        path: manifestPath(manifest, folder),
        patch: JSON.stringify(operations),
      },
    ],
  };
}

/** The metadata of an object that belongs to a binding. */
function ownedBy({
  apiVersion,
  kind,
  metadata: { namespace = '', name, uid = '' },
  spec: { owner, environment },
}: Binding) {
  return {
    labels: parentLabels(namespace, {
      project: owner.projectName,
      component: owner.componentName,
      environment,
    }),
    ownerReferences: [{ apiVersion, kind, name, uid }],
  };
}
