import {
  buildPlaneKind,
  dataPlaneKind,
  environmentKind,
  organizationKind,
  projectKind,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../../cache/ResourceReader';
import type {
  RestApiOrganization,
  RestApiOrganizationSource,
  RestApiSource,
} from '../../domain/RestApiSource';
import { pipelineOf } from '../pipelineOf';
import {
  listBindings,
  listBuilds,
  listComponents,
  namesOf,
  specsOf,
} from './componentItems';
import {
  dataPlaneItem,
  environmentItem,
  findPipeline,
  listProjects,
  ownAndShared,
  planeItem,
} from './platformItems';
import { restApiItem } from './restApiItem';

/** What the cache has for the REST API of OpenChoreo v0.3.2. */
export function restApiSource(reader: ResourceReader): RestApiSource {
  return {
    organizations: () => [
      ...new Set([
        ...reader.list(organizationKind).map(({ metadata }) => metadata.name),
        // A namespace with projects is an organization, too.
        ...reader
          .list(projectKind)
          .map(({ metadata: { namespace = '' } }) => namespace),
      ]),
    ],
    organization: (name, shownName = name) => {
      const organization = organizationItem(reader, name);
      return (
        organization &&
        organizationSource(reader, name, { ...organization, name: shownName })
      );
    },
  };
}

function organizationItem(
  reader: ResourceReader,
  name: string,
): RestApiOrganization | undefined {
  const found = reader.get(organizationKind, { name });
  if (found) {
    const namespace = found.status?.namespace ?? name;
    return { ...restApiItem(found), namespace };
  }
  const [project] = reader.byIndex(projectKind, 'organization', name);
  return project && { ...restApiItem({ metadata: { name } }), namespace: name };
}

function organizationSource(
  reader: ResourceReader,
  namespace: string,
  organization: RestApiOrganization,
): RestApiOrganizationSource {
  const orgName = organization.name;
  return {
    organization,
    projects: () => listProjects(reader, namespace, orgName),
    pipelineOf: project => findPipeline(reader, namespace, orgName, project),
    firstEnvironmentOf: project =>
      pipelineOf(reader, { organization: namespace, project }).pipeline
        ?.environments[0],
    environments: () =>
      ownAndShared(reader, environmentKind, namespace).map(environmentItem),
    dataPlanes: () =>
      ownAndShared(reader, dataPlaneKind, namespace).map(dataPlaneItem),
    buildPlanes: () =>
      ownAndShared(reader, buildPlaneKind, namespace).map(planeItem),
    components: project => listComponents(reader, namespace, orgName, project),
    specsOf: ref => specsOf(reader, { organization: namespace, ...ref }),
    namesOf: ref => namesOf(reader, { organization: namespace, ...ref }),
    bindings: ref =>
      listBindings(reader, { organization: namespace, ...ref }, orgName),
    builds: ref =>
      listBuilds(reader, { organization: namespace, ...ref }, orgName),
  };
}
