import { z } from 'zod';
import { organizationDescriptionSchema } from '../../organizationDescription';
import { dataPlaneCapacitySchema } from '../../capacity';
import { cellSchema } from '../../cell';
import { platformReadPermission } from '../../permissions';
import {
  buildPlaneOverviewSchema,
  dataPlaneOverviewSchema,
  environmentOverviewSchema,
  organizationOverviewSchema,
  pipelineOverviewSchema,
  projectOverviewSchema,
} from '../../overviews';
import { objectName, optionalObjectName, resourceFields } from '../Operation';
import { audit, declareRead, get, wholeAnswer } from '../ReadDeclaration';

const describeOrganization = declareRead({
  name: 'describe-organization',
  title: 'Describe what an organization offers',
  description:
    'Returns the environments that the components of an OpenChoreo organization may be deployed to, and its configuration groups with their keys (never a value). Use it before you refer to an environment or to a configuration.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object(resourceFields.organization),
  output: organizationDescriptionSchema,
  http: get('/description'),
  audit: audit('deployment-fetch', 'organization'),
  agent: wholeAnswer(organizationDescriptionSchema),
});

const listEnvironments = declareRead({
  name: 'list-environments',
  title: 'List the environments of an organization',
  description:
    'The environments that the components of an OpenChoreo organization may be deployed to, with their data planes: its own and the shared ones. Those of production are the last.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object(resourceFields.organization),
  output: organizationDescriptionSchema.pick({ environments: true }),
  http: get('/environments'),
  audit: audit('deployment-fetch', 'environments'),
});

const getOrganization = declareRead({
  name: 'get-organization',
  title: 'Get the overview of an organization',
  description:
    'The projects that the caller may see with the states of their components, the environments with the states of what runs there, and the deployment pipelines.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object(resourceFields.organization),
  output: organizationOverviewSchema,
  http: get(''),
  audit: audit('deployment-fetch', 'organization-overview'),
});

const getProject = declareRead({
  name: 'get-project',
  title: 'Get the overview of a project',
  description:
    'The components that the caller may see with their state and release in each environment, the deployment pipeline, and the promotions that await approval.',
  resource: 'project',
  permission: 'signed-in',
  input: z.object(resourceFields.project),
  output: projectOverviewSchema,
  http: get(''),
  audit: audit('deployment-fetch', 'project-overview'),
});

const getCell = declareRead({
  name: 'get-cell',
  title: 'Get a cell',
  description:
    'Returns a project in one environment: the components that the caller may see with their state and addresses, their connections inside the project, to other projects and to external hosts, the connections of other projects to them, each with its state and what to do, and whether undeclared traffic is denied. Use it to learn what calls what, and why a connection is not resolved.',
  resource: 'project',
  permission: 'signed-in',
  input: z.object({
    ...resourceFields.project,
    environment: optionalObjectName(
      'Name of the environment. Default: the first one of the deployment pipeline.',
    ),
  }),
  output: cellSchema,
  http: get('/cell'),
  audit: audit('deployment-fetch', 'cell'),
  agent: wholeAnswer(cellSchema),
});

const getEnvironment = declareRead({
  name: 'get-environment',
  title: 'Get what runs in an environment',
  description:
    'Returns the components that run in an OpenChoreo environment and that the caller may see, each with its state, the reason and the release; the data plane that the environment is on, and whether it can be reached; and the deployment pipelines that it is part of. Use it to see what of an environment is not ready. An environment that organizations share belongs to the organization `default`.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object({
    ...resourceFields.organization,
    name: objectName('Name of the environment.'),
  }),
  output: environmentOverviewSchema,
  http: get('/environments/{name}'),
  audit: audit('deployment-fetch', 'environment'),
  agent: wholeAnswer(environmentOverviewSchema),
});

const getDataPlane = declareRead({
  name: 'get-data-plane',
  title: 'Get a data plane',
  description:
    'Returns whether the control plane reaches an OpenChoreo data plane, or why not and since when, and the environments on it with the states of what runs there. Use it when everything in an environment is in state Unknown.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object({
    ...resourceFields.organization,
    name: objectName('Name of the data plane.'),
  }),
  output: dataPlaneOverviewSchema,
  http: get('/data-planes/{name}'),
  audit: audit('deployment-fetch', 'data-plane'),
  agent: wholeAnswer(dataPlaneOverviewSchema),
});

const getDataPlaneCapacity = declareRead({
  name: 'get-data-plane-capacity',
  title: 'Get the nodes of a data plane',
  description:
    'Returns the nodes of an OpenChoreo data plane with their state and what they offer to pods, as its Kubernetes API reports them now. A simulated data plane has none.',
  resource: 'organization',
  permission: platformReadPermission,
  input: z.object({
    ...resourceFields.organization,
    name: objectName('Name of the data plane.'),
  }),
  output: dataPlaneCapacitySchema,
  http: get('/data-planes/{name}/capacity'),
  audit: audit('platform-fetch', 'data-plane-capacity'),
});

const getBuildPlane = declareRead({
  name: 'get-build-plane',
  title: 'Get a build plane',
  description:
    'Returns whether the control plane reaches an OpenChoreo build plane, or why not and since when, and the newest builds on it of components that the caller may see. Use it when builds do not start.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object({
    ...resourceFields.organization,
    name: objectName('Name of the build plane.'),
  }),
  output: buildPlaneOverviewSchema,
  http: get('/build-planes/{name}'),
  audit: audit('deployment-fetch', 'build-plane'),
  agent: wholeAnswer(buildPlaneOverviewSchema),
});

const getPipeline = declareRead({
  name: 'get-deployment-pipeline',
  title: 'Get a deployment pipeline',
  description:
    'Returns the environments of an OpenChoreo deployment pipeline in promotion order, the quality gates and approvals of each promotion, and the projects that use it. Use it to learn what a promotion will ask for.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object({
    ...resourceFields.organization,
    name: objectName('Name of the deployment pipeline.'),
  }),
  output: pipelineOverviewSchema,
  http: get('/pipelines/{name}'),
  audit: audit('deployment-fetch', 'deployment-pipeline'),
  agent: wholeAnswer(pipelineOverviewSchema),
});

/** The reads of organizations, projects, and the resources of platform engineers. */
export const organizationReads = {
  describeOrganization,
  listEnvironments,
  getOrganization,
  getProject,
  getCell,
  getEnvironment,
  getDataPlane,
  getDataPlaneCapacity,
  getBuildPlane,
  getPipeline,
};
