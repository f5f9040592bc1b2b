import type { ApiEntity } from '@backstage/catalog-model';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  Component,
  EndpointType,
  Workload,
  WorkloadEndpoint,
} from '@promenade/openchoreo-model';
import { entityMeta } from './entityMeta';

/** What is known of an endpoint when its API is made. */
export interface EndpointContext {
  component: Component;
  organization: string;
  owner: string;
  lifecycle: string;
  system: string;
  name: string;
  endpoint: WorkloadEndpoint;
  workload: Workload;
}

/** The API types that Backstage has viewers for. */
const apiType: Record<EndpointType, string> = {
  REST: 'openapi',
  HTTP: 'http',
  gRPC: 'grpc',
  GraphQL: 'graphql',
  Websocket: 'asyncapi',
  TCP: 'tcp',
  UDP: 'udp',
};

/** What stands in for a definition that the workload does not carry: where the endpoint lives, for people. */
function stub({ component, name, endpoint, workload }: EndpointContext) {
  return [
    `# ${component.metadata.name}: endpoint "${name}" (${endpoint.type}, port ${endpoint.port})`,
    `# There is no definition yet. Put it into spec.endpoints.${name}.schema.content of the Workload "${workload.metadata.name}".`,
    '',
  ].join('\n');
}

/** An endpoint of a workload is an API: with the definition it carries, else with a note that says where it lives. */
export function translateEndpoint(context: EndpointContext): ApiEntity {
  const { component, organization, name, endpoint, workload } = context;
  const { owner, lifecycle, system } = context;
  const definition = endpoint.schema?.content;
  const {
    title: _title,
    description: _description,
    ...metadata
  } = entityMeta(
    component,
    {
      type: 'endpoint',
      organization,
      component: component.metadata.name,
      name,
    },
    {
      [openchoreoAnnotations.organization]: organization,
      [openchoreoAnnotations.project]: component.spec.owner.projectName,
      [openchoreoAnnotations.component]: component.metadata.name,
      [openchoreoAnnotations.endpoint]: name,
      [openchoreoAnnotations.kind]: workload.kind,
    },
  );
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      ...metadata,
      description: `${endpoint.type} endpoint of ${component.metadata.name} on port ${endpoint.port}`,
    },
    spec: {
      // Without a definition there is nothing for the viewer of the type to show.
      type: definition ? apiType[endpoint.type] : endpoint.type.toLowerCase(),
      lifecycle,
      owner,
      system,
      definition: definition ?? stub(context),
    },
  };
}
