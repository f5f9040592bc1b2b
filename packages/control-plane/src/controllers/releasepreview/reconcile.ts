import { Clock } from '@promenade/kube-client';
import {
  ReleasePreview,
  deployableArtifactKind,
  environmentKind,
  releasePreviewKind,
} from '@promenade/openchoreo-model';
import { artifactContent } from '../../core/artifact/artifact';
import { buildBinding } from '../../core/binding/build-binding';
import { withoutCanary } from '../../core/binding/canary';
import { findBinding } from '../../core/component-type/bindings';
import { bindingTypes } from '../../core/component-type/binding-types';
import { findEffectiveBinding } from '../../core/effective-binding/find-effective-binding';
import { readWith } from '../../core/lookups/read-with';
import { findShared } from '../../core/lookups/shared-resource';
import { ReleaseResource } from '../../core/manifest';
import {
  checkEnvironmentPolicies,
  policyContentOf,
} from '../../core/pipeline/check-environment-policies';
import { describeProblem } from '../../core/problem';
import { renderBinding } from '../../render/bindings/render-binding';
import { withConditions } from '../../runtime/conditions';
import { isDeleting } from '../../runtime/finalizer';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';

/** How long a preview is kept, in milliseconds. */
const keptMs = 10 * 60_000;

/** What a release would deploy, and what would prevent it. */
interface Preview {
  resources: readonly ReleaseResource[];
  problems: string[];
}

/** Reconciles a ReleasePreview: renders it once, and deletes it when its time is over. */
export function releasePreviewReconciler({
  clock,
}: {
  clock: Clock;
}): Reconcile {
  return async (key, read, write) => {
    const preview = read.get(releasePreviewKind, key);
    if (!preview || isDeleting(preview)) {
      return {};
    }
    const { metadata, status } = preview;
    const now = clock.now();
    const remaining =
      Date.parse(metadata.creationTimestamp ?? new Date(now).toISOString()) +
      keptMs -
      now;
    if (remaining <= 0) {
      await write.remove(releasePreviewKind, preview);
      return {};
    }
    if (status?.observedGeneration !== metadata.generation) {
      const { resources, problems } = render(preview, read);
      const isRendered = resources.length > 0;
      await write.updateStatus(releasePreviewKind, preview, {
        ...withConditions(
          preview,
          [
            {
              type: 'Ready',
              status: isRendered ? 'True' : 'False',
              reason: isRendered ? 'Rendered' : 'NotRendered',
              message: problems.join(' '),
            },
          ],
          new Date(now),
        ),
        resources: resources.map(({ id, object }) => ({
          id,
          object: { ...object },
        })),
        problems,
      });
    }
    return { requeueAfter: remaining };
  };
}

/** Renders the release as the binding of the environment would be rendered if it deployed it. */
function render({ metadata, spec }: ReleasePreview, read: Read): Preview {
  const { namespace = '' } = metadata;
  const { owner, environment, artifactRef, envOverrides } = spec;
  const artifact = read.get(deployableArtifactKind, {
    namespace,
    name: artifactRef,
  });
  const content = artifact && artifactContent(artifact);
  const type = bindingTypes.find(
    ({ kindOfBinding }) => kindOfBinding === content?.kindOfBinding,
  );
  if (!content || !type) {
    return nothing(`DeployableArtifact "${artifactRef}" not found.`);
  }
  const { deploymentTrack } = artifact.spec;
  const existing = findBinding(
    read,
    namespace,
    owner,
    environment,
    deploymentTrack,
  );
  if (existing && existing.type !== type) {
    return nothing(
      `${environment} runs the component as another type. Delete ${existing.binding.kind} "${existing.binding.metadata.name}" first.`,
    );
  }
  const name =
    existing?.binding.metadata.name ?? `${owner.componentName}-${environment}`;
  const binding = withoutCanary(
    buildBinding(
      type,
      { namespace, name, owner, environment, deploymentTrack },
      content,
      existing?.binding,
    ),
  );
  const desired = {
    ...binding,
    spec: {
      ...binding.spec,
      releaseState: 'Active' as const,
      ...(envOverrides && { envOverrides }),
    },
  };
  const effective = findEffectiveBinding(
    type,
    desired.metadata,
    readWith(read, type.bindingKind, desired),
  );
  if ('readiness' in effective) {
    return nothing(effective.readiness.message);
  }
  const { resources, problems } = renderBinding(effective);
  const target = findShared(read, environmentKind, namespace, environment);
  const violations = target
    ? checkEnvironmentPolicies(
        policyContentOf(content.className, resources),
        target,
      )
    : [];
  return {
    resources,
    problems: [
      ...violations.map(({ message }) => message),
      ...problems.map(describeProblem),
    ],
  };
}

function nothing(problem: string): Preview {
  return { resources: [], problems: [problem] };
}
