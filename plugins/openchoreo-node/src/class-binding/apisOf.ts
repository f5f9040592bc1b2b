import {
  apiBindingKind,
  apiKind,
  getCondition,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { APISnapshot } from '../domain/ComponentSnapshot';
import { endpointAccesses } from './endpointAccesses';

/**
 * The APIs of a component that stand on their own, by name.
 *
 * @param component - the value of the component's index
 */
export function apisOf(
  reader: ResourceReader,
  component: string,
): APISnapshot[] {
  return [...reader.byIndex(apiKind, 'component', component)]
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .map(({ metadata, spec, status }) => {
      // The control plane binds an API under its own name.
      const bound = reader.get(apiBindingKind, metadata);
      return {
        name: metadata.name,
        environment: spec.environmentName,
        ready: getCondition(status?.conditions, 'Ready'),
        endpoints: (bound?.status?.endpoints ?? []).flatMap(endpointAccesses),
      };
    });
}
