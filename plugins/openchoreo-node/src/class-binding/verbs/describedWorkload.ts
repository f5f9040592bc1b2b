import { InputError } from '@backstage/errors';
import { isErrorNamed } from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { VerbContext } from '../../verbs/Verb';
import type { DescribedWorkload } from '../DescribedWorkload';
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
 * The specs with the endpoints, connections and containers of a descriptor, and no others. APIs of endpoints that stay are kept, and
 * all containers if the descriptor has none. The Workload is the one that is deployed, whatever name the descriptor has, as for builds.
 *
 * @param image - image of the main container, instead of that of the descriptor
 * @throws InputError when a container has no image
 */
export function withDescribedWorkload(
  specs: ComponentSpecs,
  { endpoints, connections, containers }: DescribedWorkload,
  image?: string,
): ChangedSpecs {
  const described = new Set(endpoints.map(endpoint => endpoint.name));
  const removed = Object.keys(specs.workload.endpoints ?? {}).filter(
    endpoint => !described.has(endpoint),
  );
  const { workload, resource } = changedEndpoints(
    image ? withImage(specs, image) : specs,
    endpoints,
    removed,
  );
  const hasConnections =
    workload.connections !== undefined || Object.keys(connections).length > 0;
  return {
    resource,
    workload: {
      ...workload,
      ...(hasConnections && { connections }),
      ...(containers && {
        containers: describedContainers(specs.workload, containers, image),
      }),
    },
  };
}

function describedContainers(
  { containers: current = {} }: ComponentSpecs['workload'],
  described: NonNullable<DescribedWorkload['containers']>,
  mainImage: string | undefined,
): ComponentSpecs['workload']['containers'] {
  return Object.fromEntries(
    Object.entries(described).map(([name, container]) => {
      const image =
        (name === 'main' ? mainImage : undefined) ??
        container.image ??
        current[name]?.image;
      if (image) return [name, { ...container, image }];
      throw new InputError(
        `descriptor: containers.${name}.image: is missing, and the component has no such container yet. Set an image`,
      );
    }),
  );
}

/**
 * One sentence for each part of a descriptor that has no effect, and for each connection to a component that cannot be resolved. It is
 * deployed all the same: otherwise components that connect to each other could never be.
 */
export async function descriptorWarnings(
  context: VerbContext,
  consumer: ComponentRef,
  { connections, warnings: known = [] }: DescribedWorkload,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const warnings = [...known];
  for (const [name, { params }] of Object.entries(connections)) {
    if (!params) continue;
    const { componentName: target, endpoint } = params;
    try {
      await findConnectionTarget(
        context,
        consumer,
        { target, endpoint },
        signal,
      );
    } catch (error) {
      if (!isErrorNamed(error, 'InputError')) throw error;
      warnings.push(`Connection ${name}: ${error.message}.`);
    }
  }
  return warnings;
}
