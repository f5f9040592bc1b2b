import { NewObject } from '../../runtime/write';
import {
  Endpoint,
  EndpointStatus,
  endpointSchema,
  endpointTypeSchema,
  genName,
  labels,
  nameLimits,
  openChoreoApiVersion,
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

/** The name of an endpoint as a label value. Endpoint names allow more characters than labels. */
function labelValue(name: string): string {
  return /^(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name)
    ? name
    : genName(nameLimits.label, name);
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
        [labels.organization]: metadata.namespace ?? '',
        [labels.project]: spec.owner.projectName,
        [labels.component]: spec.owner.componentName,
        [labels.environment]: spec.environment,
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
