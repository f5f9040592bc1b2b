import { InputError } from '@backstage/errors';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { VerbContext } from '../../verbs/Verb';
import type { DescribedWorkload } from '../workloadDescriptor';
import type { ChangedSpecs, ComponentSpecs } from './changeComponent';
import { findConnectionTarget } from './connectionTarget';
import { changedEndpoints } from './endpointChanges';

/** The specs with another image of the main container: `main`, or else the first by name. */
export function withImage(
  specs: ComponentSpecs,
  image: string,
): ComponentSpecs {
  const { containers = {} } = specs.workload;
  const [first = 'main'] = Object.keys(containers).sort();
  const name = Object.hasOwn(containers, 'main') ? 'main' : first;
  return {
    ...specs,
    workload: {
      ...specs.workload,
      containers: { ...containers, [name]: { ...containers[name], image } },
    },
  };
}

/**
 * The specs with the endpoints and connections of a descriptor, and no others. APIs of endpoints that stay are kept. The Workload is
 * the one that is deployed, whatever name the descriptor has, as for builds.
 */
export function withDescribedWorkload(
  specs: ComponentSpecs,
  { endpoints, connections }: DescribedWorkload,
): ChangedSpecs {
  const described = new Set(endpoints.map(endpoint => endpoint.name));
  const removed = Object.keys(specs.workload.endpoints ?? {}).filter(
    endpoint => !described.has(endpoint),
  );
  const { workload, resource } = changedEndpoints(specs, endpoints, removed);
  const hasConnections =
    workload.connections !== undefined || Object.keys(connections).length > 0;
  return {
    resource,
    workload: { ...workload, ...(hasConnections && { connections }) },
  };
}

/**
 * One sentence for each connection of a descriptor that cannot be resolved. It is deployed all the same: otherwise components that
 * connect to each other could never be.
 */
export async function connectionWarnings(
  context: VerbContext,
  consumer: ComponentRef,
  { connections }: DescribedWorkload,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const [name, { params = {} }] of Object.entries(connections)) {
    const { componentName: target, endpoint } = params;
    try {
      await findConnectionTarget(
        context,
        consumer,
        { target, endpoint },
        signal,
      );
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      warnings.push(`Connection ${name}: ${error.message}.`);
    }
  }
  return warnings;
}
