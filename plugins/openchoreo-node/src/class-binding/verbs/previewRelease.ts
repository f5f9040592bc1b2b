import { setTimeout } from 'node:timers/promises';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
  type OperationOutput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  deliveryApiVersion,
  parentLabels,
  releaseKind,
  releasePreviewKind,
  type ReleasePreview,
} from '@promenade/openchoreo-model';
import {
  implementVerb,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { manifestChanges } from '../../views/manifestChanges';
import { findRevision } from '../../views/rollbackBlockers';
import { bindingsOf } from '../bindings';
import { revisionsOf } from '../revisions';
import {
  createObject,
  deleteObjects,
  findObject,
} from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.previewRelease>;
type Output = OperationOutput<typeof verbs.previewRelease>;

/** How long the control plane may take to render, and how often that is checked, in milliseconds. */
const timeoutMs = 15_000;
const pollMs = 100;

/**
 * Asks the control plane to render a release, with a ReleasePreview that is deleted afterwards. A NotFoundError when the environment
 * has no such revision. A ServiceUnavailableError when the control plane does not answer.
 */
export const previewRelease = implementVerb(verbs.previewRelease, {
  async plan(context, input, request) {
    return { output: await preview(context, input, request), objects: [] };
  },
  execute: preview,
});

async function preview(
  context: VerbContext,
  input: Input,
  { signal }: VerbRequest,
): Promise<Output> {
  const created = await createObject(
    context,
    releasePreviewKind,
    previewObject(context, input),
    { signal },
  );
  try {
    const { status } = await waitUntilRendered(context, created, signal);
    const { component, organization, project, environment } = input;
    const binding = bindingsOf(context.cache, {
      organization,
      project,
      component,
    }).find(each => each.binding.spec.environment === environment)?.binding;
    const release = binding && context.cache.get(releaseKind, binding.metadata);
    return {
      manifests: manifestChanges(
        release?.spec.resources ?? [],
        status?.resources ?? [],
      ),
      problems: status?.problems ?? [],
    };
  } finally {
    await deleteObjects(context, [
      { kind: releasePreviewKind, object: created },
    ]);
  }
}

function previewObject(
  { cache }: VerbContext,
  {
    organization,
    project,
    component,
    environment,
    artifact,
    revisionOf,
  }: Input,
): ReleasePreview {
  const ref = { organization, project, component };
  const revision =
    revisionOf === undefined
      ? undefined
      : findRevision(revisionsOf(cache, ref, environment), {
          artifact,
          revisionOf,
        });
  if (revisionOf !== undefined && !revision) {
    throw new NotFoundError(
      `The promotion ${revisionOf} has not brought ${artifact} to ${environment}`,
    );
  }
  return {
    apiVersion: deliveryApiVersion,
    kind: 'ReleasePreview',
    metadata: {
      name: '',
      generateName: `${component.slice(0, 40)}-`,
      namespace: organization,
      labels: parentLabels(organization, { project, component, environment }),
    },
    spec: {
      owner: { projectName: project, componentName: component },
      environment,
      artifactRef: artifact,
      ...(revision?.envOverrides && { envOverrides: revision.envOverrides }),
    },
  };
}

async function waitUntilRendered(
  context: VerbContext,
  { metadata }: ReleasePreview,
  signal: AbortSignal | undefined,
): Promise<ReleasePreview> {
  for (let waited = 0; waited < timeoutMs; waited += pollMs) {
    const found = await findObject(
      context,
      releasePreviewKind,
      { name: metadata.name, namespace: metadata.namespace },
      signal,
    );
    if (found?.status?.conditions?.length) return found;
    await setTimeout(pollMs, undefined, { signal });
  }
  throw new ServiceUnavailableError(
    'The control plane has not rendered the release in time. Check that it runs, then try again',
  );
}
