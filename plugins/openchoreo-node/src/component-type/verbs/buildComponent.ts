import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { contentHash } from '@promenade/openchoreo-model';
import {
  createObject,
  deleteObject,
  findObject,
} from '../../adapter-base/writeObjects';
import type { ResourceObject } from '../../cache/ResourceReader';
import { commandAnnotations } from '../../domain/commandAnnotations';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { componentKind, type Component } from '../componentKinds';
import { revisionOf, sourceOf } from '../sourceOf';
import {
  runLabels,
  workflowRunKind,
  type WorkflowRun,
} from '../workflowRunKind';

type Input = OperationInput<typeof verbs.buildComponent>;

/** Starts the workflow of a component. A ConflictError when the component is not built from source code. */
export const buildComponent = implementWrite(
  verbs.buildComponent,
  async (context, input, request, dryRun) => {
    const run = await startRun(context, input, { ...request, dryRun });
    const { kind, metadata, spec } = run;
    const { name, namespace } = metadata;
    const { branch, commit } = revisionOf(spec.workflow.parameters) ?? {};
    return {
      objects: [run],
      output: {
        build: name,
        branch,
        commit: commit || undefined,
        objects: [{ kind, namespace, name }],
      },
    };
  },
  async (context, input, { signal }) => {
    // Without a key, nothing tells which run the request has started.
    if (input.idempotencyKey === undefined) return;
    const run = await findRun(context, input, runName(input), signal);
    if (run) await deleteObject(context, workflowRunKind, run, { signal });
  },
);

async function startRun(
  context: VerbContext,
  input: Input,
  { requestedBy, signal, dryRun }: VerbRequest & { dryRun: boolean },
): Promise<WorkflowRun> {
  const { organization: namespace, project, component } = input;
  const name = runName(input);
  const existing = await findRun(context, input, name, signal);
  if (existing) return existing;
  const object: ResourceObject = {
    apiVersion: workflowRunKind.apiVersion,
    kind: workflowRunKind.kind,
    metadata: {
      name,
      namespace,
      labels: {
        [runLabels.project]: project,
        [runLabels.component]: component,
      },
      annotations: requestedBy
        ? { [commandAnnotations.requestedBy]: requestedBy }
        : {},
    },
    spec: { workflow: await workflowToRun(context, input, signal) },
  };
  return createObject(context, workflowRunKind, object, { signal, dryRun });
}

/** The run that a request with the same idempotency key has started. */
async function findRun(
  context: VerbContext,
  { organization: namespace, component, idempotencyKey }: Input,
  name: string,
  signal: AbortSignal | undefined,
): Promise<WorkflowRun | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const key = { namespace, name };
  const found = await findObject(context, workflowRunKind, key, signal);
  const isOwn = found?.metadata.labels?.[runLabels.component] === component;
  return isOwn ? found : undefined;
}

/** A repeated request has the same name. */
function runName({
  project,
  component,
  idempotencyKey = randomUUID(),
}: Input): string {
  const id = contentHash({ project, component, idempotencyKey });
  return `${component.slice(0, 50)}-${id.slice(0, 8)}`;
}

/** The workflow of a component with its parameters, for the branch or commit of the request. */
async function workflowToRun(
  context: VerbContext,
  { organization: namespace, project, component: name, branch, commit }: Input,
  signal: AbortSignal | undefined,
): Promise<WorkflowRun['spec']['workflow']> {
  const key = { namespace, name };
  const found = await findObject(context, componentKind, key, signal);
  if (found?.spec.owner.projectName !== project) {
    throw new NotFoundError(
      `The component ${name} does not exist in project ${project} of ${namespace}`,
    );
  }
  const { workflow } = found.spec;
  if (!workflow) {
    throw new ConflictError(
      `The component ${name} is not built from source code: it has no workflow. Deploy an image instead`,
    );
  }
  if (branch === undefined && commit === undefined) return workflow;
  return {
    ...workflow,
    parameters: withRevision(found, { branch, commit: commit ?? '' }),
  };
}

function withRevision(
  component: Component,
  revision: { branch?: string; commit: string },
): Record<string, unknown> {
  const { name, parameters = {} } = component.spec.workflow ?? {};
  const { repository } = parameters;
  if (!sourceOf(component) || !isRecord(repository)) {
    throw new ConflictError(
      `The workflow ${name} does not name its source code as the workflows of OpenChoreo do, by repository.revision. Build without a branch and a commit`,
    );
  }
  const before = isRecord(repository.revision) ? repository.revision : {};
  const { branch = before.branch, commit } = revision;
  return {
    ...parameters,
    repository: { ...repository, revision: { ...before, branch, commit } },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
