import { releasePreviewKind } from '@promenade/openchoreo-model';
import {
  ControllerDefinition,
  highPriorityRequest,
  watchKind,
} from '../../runtime/controller-definition';
import { generationChanged } from '../../runtime/predicates';
import { releasePreviewReconciler } from './reconcile';

/** Controller of ReleasePreviews. Somebody waits for each of them. */
export function releasePreviewController(
  dependencies: Parameters<typeof releasePreviewReconciler>[0],
): ControllerDefinition {
  return {
    name: 'release-preview',
    kind: releasePreviewKind,
    concurrency: 2,
    watches: [
      watchKind(
        releasePreviewKind,
        undefined,
        generationChanged,
        highPriorityRequest,
      ),
    ],
    reconcile: releasePreviewReconciler(dependencies),
  };
}
