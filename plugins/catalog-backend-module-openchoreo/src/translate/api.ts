import type { ApiEntity } from '@backstage/catalog-model';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import type { API, Component } from '@promenade/openchoreo-model';
import { entityMeta } from './entityMeta';

/** What is known of an API that stands on its own when its entity is made. */
export interface APIContext {
  api: API;
  component: Component;
  organization: string;
  owner: string;
  lifecycle: string;
  system: string;
}

/** An API that stands on its own, such as a proxy. It carries no definition: a note says what it leads to. */
export function translateAPI({
  api,
  component,
  organization,
  ...rest
}: APIContext): ApiEntity {
  const { name } = api.metadata;
  const { type, rest: http, grpc, tcp } = api.spec;
  const backend = http?.backend ?? grpc?.backend ?? tcp?.backend;
  const target =
    http?.backend?.target?.url ??
    `${component.metadata.name}${backend ? ` on port ${backend.port}` : ''}`;
  const metadata = entityMeta(
    api,
    { type: 'api', organization, name },
    {
      [openchoreoAnnotations.organization]: organization,
      [openchoreoAnnotations.project]: component.spec.owner.projectName,
      [openchoreoAnnotations.component]: component.metadata.name,
      [openchoreoAnnotations.api]: name,
      [openchoreoAnnotations.kind]: api.kind,
    },
  );
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      ...metadata,
      description:
        metadata.description ?? `${type} API that leads to ${target}`,
    },
    spec: {
      ...rest,
      type: type.toLowerCase(),
      definition: `# ${name}: ${type} API that leads to ${target}\n# An API of OpenChoreo carries no definition.\n`,
    },
  };
}
