import type { ComponentEntity, Entity } from '@backstage/catalog-model';
import {
  entityRefOf,
  openchoreoAnnotations,
} from '@promenade/backstage-plugin-openchoreo-common';
import { indexValue } from '@promenade/backstage-plugin-openchoreo-node';
import {
  apiKind,
  managedResourceKind,
  organizationKind,
  projectKind,
  workloadKind,
  type Component,
  type Workload,
} from '@promenade/openchoreo-model';
import { translateAPI } from './api';
import { translateEndpoint } from './endpoint';
import { entityMeta } from './entityMeta';
import { lifecycleOf } from './lifecycle';
import { ownerOf } from './owner';
import { organizationOf, type Resources, type Translator } from './Translator';

/** The type that the catalog shows for a component: what other plugins know, for the types that OpenChoreo builds in. */
const catalogType: Record<string, string> = {
  Service: 'service',
  WebApplication: 'website',
  ScheduledTask: 'scheduled-task',
  APIProxy: 'api-proxy',
};

interface Targets {
  components: string[];
  apis: string[];
  resources: string[];
}

const sortedOnce = (refs: string[]) => [...new Set(refs)].sort();

/** The entities that the connections of a workload lead to. Connections to what nobody describes lead to none. */
function targetsOf(
  organization: string,
  workload: Workload,
  resources: Resources,
): Targets {
  const declared = Object.values(workload.spec.connections ?? {});
  const connections = declared.flatMap(({ params }) =>
    params?.componentName ? [params] : [],
  );
  return {
    components: sortedOnce(
      connections.map(({ componentName }) =>
        entityRefOf({ type: 'component', organization, name: componentName }),
      ),
    ),
    apis: sortedOnce(
      connections.flatMap(({ componentName, endpoint }) =>
        endpoint
          ? entityRefOf({
              type: 'endpoint',
              organization,
              component: componentName,
              name: endpoint,
            })
          : [],
      ),
    ),
    resources: declared.flatMap(({ managed }) => {
      const key = { namespace: organization, name: managed?.resource ?? '' };
      return managed && resources.get(managedResourceKind, key)
        ? entityRefOf({
            type: 'managed-resource',
            organization,
            name: managed.resource,
          })
        : [];
    }),
  };
}

const unlessEmpty = <K extends string>(key: K, refs: string[]) =>
  refs.length ? { [key]: refs } : {};

const refOf = (entity: Entity) =>
  `${entity.kind}:${entity.metadata.namespace}/${entity.metadata.name}`.toLowerCase();

/** Where the source is, for the link that Backstage shows. */
function sourceLocation(component: Component): Record<string, string> {
  const repository = component.spec.build?.repository;
  if (!repository?.url) return {};
  const branch = repository.revision.branch || 'main';
  const path = repository.appPath.replace(/^\/+|\/+$/g, '');
  const base = repository.url.replace(/\.git$/, '').replace(/\/+$/, '');
  return {
    'backstage.io/source-location': `url:${base}/tree/${branch}/${
      path ? `${path}/` : ''
    }`,
  };
}

/** A component is a Component in the System of its project, and each endpoint of its workload is an API, as is each API of it that stands on its own. */
export const translateComponent: Translator<Component> = (
  component,
  { resources, defaultOwner, defaultLifecycle },
) => {
  const organization = organizationOf(component);
  const { name } = component.metadata;
  const { projectName } = component.spec.owner;
  const project = resources.get(projectKind, {
    namespace: organization,
    name: projectName,
  });
  const owner = ownerOf(
    [
      component,
      project,
      resources.get(organizationKind, { name: organization }),
    ],
    defaultOwner,
  );
  const lifecycle = lifecycleOf([component, project], defaultLifecycle);
  const system = entityRefOf({
    type: 'project',
    organization,
    name: projectName,
  });
  const workloads = resources.byIndex(
    workloadKind,
    'component',
    indexValue(organization, projectName, name),
  );
  const endpoints = workloads.flatMap(workload =>
    Object.entries(workload.spec.endpoints ?? {})
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([endpointName, endpoint]) =>
        translateEndpoint({
          component,
          organization,
          owner,
          lifecycle,
          system,
          name: endpointName,
          endpoint,
          workload,
        }),
      ),
  );
  const standalone = resources
    .byIndex(apiKind, 'component', indexValue(organization, projectName, name))
    .map(api =>
      translateAPI({ api, component, organization, owner, lifecycle, system }),
    );
  const apis = [...endpoints, ...standalone];
  const targets = workloads.map(workload =>
    targetsOf(organization, workload, resources),
  );
  const entity: ComponentEntity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: entityMeta(
      component,
      { type: 'component', organization, name },
      {
        [openchoreoAnnotations.organization]: organization,
        [openchoreoAnnotations.project]: projectName,
        [openchoreoAnnotations.component]: name,
        ...sourceLocation(component),
      },
    ),
    spec: {
      type:
        catalogType[component.spec.type] ?? component.spec.type.toLowerCase(),
      lifecycle,
      owner,
      system,
      ...unlessEmpty('providesApis', sortedOnce(apis.map(refOf))),
      ...unlessEmpty('consumesApis', sortedOnce(targets.flatMap(t => t.apis))),
      ...unlessEmpty(
        'dependsOn',
        sortedOnce(targets.flatMap(t => [...t.components, ...t.resources])),
      ),
    },
  };
  return [entity, ...apis];
};
