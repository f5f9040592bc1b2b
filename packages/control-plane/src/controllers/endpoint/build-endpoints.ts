import { NewObject } from '../../runtime/write';
import {
  Endpoint,
  EndpointStatus,
  endpointSchema,
  endpointTypeSchema,
  genName,
  labelValue,
  labels,
  nameLimits,
  openChoreoApiVersion,
  parentLabels,
  trackOf,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { controllerReference } from '../../runtime/owner-reference';

/** A desired Endpoint and its address. */
export interface DesiredEndpoint {
  object: NewObject<Endpoint>;
  address?: string;
}

/** Builds the Endpoints of a binding, one for each endpoint in its status. */
export function buildEndpoints(binding: Binding): DesiredEndpoint[] {
  return (binding.status?.endpoints ?? []).flatMap(endpoint => {
    const type = endpointTypeSchema.safeParse(endpoint.type);
    return type.success ? [buildEndpoint(binding, endpoint)] : [];
  });
}

function buildEndpoint(binding: Binding, endpoint: EndpointStatus) {
  const { metadata, spec } = binding;
  const { name, type, project, organization, public: publicAccess } = endpoint;
  const declared = spec.workloadSpec.endpoints?.[name];
  const basePath =
    spec.apis?.[name]?.rest?.backend?.basePath ?? declared?.basePath;
  const object = endpointSchema.parse({
    apiVersion: openChoreoApiVersion,
    kind: 'Endpoint',
    metadata: {
      name: genName(nameLimits.resource, metadata.name, name),
      namespace: metadata.namespace,
      labels: {
        ...parentLabels(metadata.namespace ?? '', {
          project: spec.owner.projectName,
          component: spec.owner.componentName,
          environment: spec.environment,
          track: trackOf(binding),
        }),
        [labels.name]: labelValue(name),
      },
      ownerReferences: [controllerReference(binding)],
    },
    spec: {
      type,
      backendRef: {
        type: 'componentRef',
        componentRef: { port: declared?.port ?? project?.port ?? 0 },
        ...(basePath && { basePath }),
      },
      networkVisibilities: {
        organization: { enable: organization !== undefined },
        public: { enable: publicAccess !== undefined },
      },
    },
  });
  return { object, address: (publicAccess ?? organization ?? project)?.uri };
}
