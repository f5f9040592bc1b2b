import {
  DataPlane,
  configurationGroupKind,
  managedResourceKind,
} from '@promenade/openchoreo-model';
import { RenderSurroundings } from '../component-type/component-type';
import { findDataPlane } from '../lookups/find-data-plane';
import { hostsOf } from './hosts';
import { misfit } from '../../runtime/misfit';
import { Read } from '../../runtime/read';
import { Binding } from '../binding/binding';
import { peersOf } from './find-peer';
import { takenPlaces } from '../binding/taken-places';

/** All that a binding is rendered with, besides itself and its classes. */
export function surroundingsOf(
  binding: Binding,
  read: Read,
): RenderSurroundings {
  const { metadata, spec } = binding;
  const { namespace = '' } = metadata;
  const found = findDataPlane(read, namespace, spec.environment);
  const place: { dataPlane?: DataPlane } = 'reason' in found ? {} : found;
  return {
    hosts:
      'reason' in found
        ? hostsOf(spec.environment)
        : hostsOf(spec.environment, found.environment, found.dataPlane),
    findRouteOwner: takenPlaces(read, metadata, spec.environment),
    dataPlane: place.dataPlane,
    findPeer: peersOf(read, binding),
    findManagedResource: name =>
      read.get(managedResourceKind, { namespace, name }),
    configuration: {
      findGroup: name => read.get(configurationGroupKind, { namespace, name }),
      describeInvalidGroup: name => misfit(read, configurationGroupKind, { namespace, name }),
      secretStore: place.dataPlane?.spec.secretStore,
    },
  };
}
