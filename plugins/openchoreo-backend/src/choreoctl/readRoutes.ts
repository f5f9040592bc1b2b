import { NotFoundError, NotImplementedError } from '@backstage/errors';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import { answering } from './answering';
import type { ChoreoctlRequest, ChoreoctlRoute } from './ChoreoctlRoute';
import { bindingData, componentData } from './componentData';
import { listData } from './envelope';
import { componentPath, organizationPath, projectPath } from './paths';
import {
  componentRefOf,
  namesOf,
  readComponent,
  readOrganization,
  readProject,
  visibleOrganizations,
} from './visibleResources';

function find<T extends { name: string }>(
  items: readonly T[],
  name: string,
): T {
  const found = items.find(each => each.name === name);
  if (found) return found;
  throw new NotFoundError(`There is no ${name}`);
}

/** Planes have addresses that only those who may read the platform are to know. */
async function readPlanes<T>(
  request: ChoreoctlRequest,
  read: Parameters<typeof readOrganization<T>>[1],
): Promise<T> {
  const { authorization } = request.services;
  const operation = answering<T, typeof reads.listRejected.input>(
    reads.listRejected,
    'planes',
  );
  return authorization.run(operation, {}, request.caller, () =>
    readOrganization(request, read),
  );
}

/** An answer of OpenChoreo where there is no observer. It has the password of the observer otherwise, which this backend never tells. */
const observerOf = (observerURL: string | undefined) =>
  observerURL
    ? { observerUrl: observerURL }
    : { message: 'observability-logs have not been configured' };

const bindingsQuery = z.object({
  environment: z
    .union([z.string().transform(name => [name]), z.array(z.string())])
    .optional(),
});

const componentQuery = z.object({
  include: z
    .string()
    .transform(list => list.split(','))
    .optional(),
});

/** The routes that read. */
export const readRoutes: readonly ChoreoctlRoute[] = [
  {
    method: 'get',
    path: '/api/v1/orgs',
    about: 'ORGANIZATION',
    async answer(request) {
      const { authorization, openChoreo } = request.services;
      const operation = answering<unknown, typeof reads.listProjects.input>(
        reads.listProjects,
        'organizations',
      );
      return authorization.run(operation, {}, request.caller, async () => {
        const names = [...openChoreo.restApi.organizations()].sort();
        const visible = await visibleOrganizations(request, names);
        return listData(visible.map(({ source }) => source.organization));
      });
    },
  },
  {
    method: 'get',
    path: organizationPath,
    about: 'ORGANIZATION',
    answer: request => readOrganization(request, source => source.organization),
  },
  {
    method: 'get',
    path: `${organizationPath}/projects`,
    about: 'PROJECT',
    answer: request =>
      readOrganization(request, (_, projects) => listData(projects)),
  },
  {
    method: 'get',
    path: projectPath,
    about: 'PROJECT',
    answer: request => readProject(request, (_, found) => found),
  },
  {
    method: 'get',
    path: `${projectPath}/deployment-pipeline`,
    about: 'DEPLOYMENT_PIPELINE',
    answer: request =>
      readProject(request, (source, { name, deploymentPipeline }) => {
        const pipeline = source.pipelineOf(name);
        if (pipeline) return pipeline;
        throw new NotFoundError(
          `There is no deployment pipeline ${deploymentPipeline}, which the project ${name} names`,
        );
      }),
  },
  {
    method: 'get',
    path: `${organizationPath}/environments`,
    about: 'ENVIRONMENT',
    answer: request =>
      readOrganization(request, source => listData(source.environments())),
  },
  {
    method: 'get',
    path: `${organizationPath}/environments/:envName`,
    about: 'ENVIRONMENT',
    answer: request =>
      readOrganization(request, source =>
        find(source.environments(), request.params.envName),
      ),
  },
  {
    method: 'get',
    path: `${organizationPath}/dataplanes`,
    about: 'DATAPLANE',
    answer: request =>
      readPlanes(request, source => listData(source.dataPlanes())),
  },
  {
    method: 'get',
    path: `${organizationPath}/dataplanes/:dpName`,
    about: 'DATAPLANE',
    answer: request =>
      readPlanes(request, source =>
        find(source.dataPlanes(), request.params.dpName),
      ),
  },
  {
    method: 'get',
    path: `${organizationPath}/buildplanes`,
    about: 'BUILDPLANE',
    // Not a list of the envelope.
    answer: request => readPlanes(request, source => source.buildPlanes()),
  },
  {
    method: 'get',
    path: `${organizationPath}/build-templates`,
    about: 'BUILD_TEMPLATE',
    async answer() {
      throw new NotImplementedError(
        'The backend has no access to build planes. List the templates with kubectl get clusterworkflowtemplates on the build plane',
      );
    },
  },
  {
    method: 'get',
    path: `${projectPath}/components`,
    about: 'COMPONENT',
    answer: request =>
      readProject(request, async (source, { name }) => {
        const { services, caller } = request;
        const { organization: orgName } = namesOf(request);
        const components = source.components(name);
        const decisions = await services.authorization.canRead(
          components.map(each => ({
            organization: orgName,
            project: name,
            component: each.name,
          })),
          caller.credentials,
        );
        return listData(components.filter((_, index) => decisions[index]));
      }),
  },
  {
    method: 'get',
    path: componentPath,
    about: 'COMPONENT',
    answer: request =>
      readComponent(request, (source, found) => {
        const { include = [] } = parseInput(componentQuery, request.query);
        return componentData(
          found,
          source.specsOf(componentRefOf(request)),
          include,
        );
      }),
  },
  {
    method: 'get',
    path: `${componentPath}/bindings`,
    about: 'BINDING',
    answer: request =>
      readComponent(request, source => {
        const wanted = parseInput(bindingsQuery, request.query).environment;
        const bindings = source.bindings(componentRefOf(request));
        return listData(
          bindings
            .filter(({ environment }) => wanted?.includes(environment) ?? true)
            .map(bindingData),
        );
      }),
  },
  {
    method: 'get',
    path: `${componentPath}/builds`,
    about: 'BUILD',
    answer: request =>
      readComponent(request, source =>
        listData(source.builds(componentRefOf(request))),
      ),
  },
  {
    method: 'get',
    path: `${componentPath}/workloads`,
    about: 'WORKLOAD',
    answer: request =>
      readComponent(request, (source, { name }) => {
        const { workload } = source.specsOf(componentRefOf(request));
        if (workload) return workload;
        throw new NotFoundError(`The component ${name} has no Workload`);
      }),
  },
  {
    method: 'get',
    path: `${componentPath}/environments/:envName/observer-url`,
    about: 'ENVIRONMENT',
    answer: request =>
      readComponent(request, source => {
        const { envName } = request.params;
        const { dataPlaneRef } = find(source.environments(), envName);
        const plane = source
          .dataPlanes()
          .find(({ name }) => name === dataPlaneRef);
        return observerOf(plane?.observerURL);
      }),
  },
  {
    method: 'get',
    path: `${componentPath}/observer-url`,
    about: 'BUILDPLANE',
    answer: request =>
      readComponent(request, source =>
        observerOf(source.buildPlanes().at(0)?.observerURL),
      ),
  },
];
