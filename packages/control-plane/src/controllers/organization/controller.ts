import { organizationKind } from '@promenade/openchoreo-model';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { namespaceKind } from '../../core/lookups/organization-namespace';
import { organizationReconciler } from './reconcile';

/** Creates or adopts the namespace of each organization, and applies who has access to it. */
export function organizationController(
  dependencies: Parameters<typeof organizationReconciler>[0],
): ControllerDefinition {
  return {
    name: 'organization',
    kind: organizationKind,
    watches: [
      watchKind(organizationKind),
      watchKind(namespaceKind, ({ metadata }) => [{ name: metadata.name }]),
    ],
    reconcile: organizationReconciler(dependencies),
  };
}
