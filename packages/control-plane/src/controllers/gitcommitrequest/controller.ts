import { keyOf } from '@promenade/kube-client';
import { gitCommitRequestKind } from '@promenade/openchoreo-model';
import { indexes } from '../../core/lookups/indexes';
import {
  watchKind,
  type ControllerDefinition,
} from '../../runtime/controller-definition';
import {
  deleted,
  generationChanged,
  valueChanged,
} from '../../runtime/predicates';
import { refusedRepository } from './git-hosts';
import {
  gitCommitRequestReconciler,
  type GitCommitRequestDependencies,
} from './reconcile';

/** Returns the controller that makes commits. Those of a repository are made one after another, and delay no others. */
export function gitCommitRequestController(
  dependencies: GitCommitRequestDependencies,
): ControllerDefinition {
  const { gitSecrets, gitHosts } = dependencies;
  return {
    name: 'git-commit-request',
    kind: gitCommitRequestKind,
    partitionOf(key, read) {
      const { repoURL = '' } = read.get(gitCommitRequestKind, key)?.spec ?? {};
      // The name of a partition is in logs and metrics: a URL with credentials must not be.
      return refusedRepository(repoURL, gitHosts) ? '' : repoURL;
    },
    watches: [
      watchKind(gitCommitRequestKind, undefined, generationChanged),
      watchKind(
        gitCommitRequestKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read
            .byIndex(gitCommitRequestKind, indexes.namespace, namespace)
            .filter(({ spec }) => spec.after === name),
        change =>
          deleted(change) ||
          valueChanged(change, ({ status }) => status?.phase) ||
          valueChanged(change, ({ spec }) => spec.after),
      ),
      (controller, cache, inScope) =>
        gitSecrets.onChange(({ namespace, name }) => {
          const waiting = cache
            .byIndex(gitCommitRequestKind, indexes.namespace, namespace)
            .filter(
              ({ metadata, spec, status }) =>
                spec.authSecretRef === name &&
                status?.phase === 'Pending' &&
                inScope(metadata),
            );
          for (const request of waiting) controller.queue.add(keyOf(request));
        }),
    ],
    reconcile: gitCommitRequestReconciler(dependencies),
  };
}
