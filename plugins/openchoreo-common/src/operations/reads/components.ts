import { z } from 'zod';
import { componentApisSchema } from '../../apis';
import { componentDescriptionSchema } from '../../componentDescription';
import { componentExplanationSchema } from '../../componentExplanation';
import { deploymentListSchema } from '../../overviews';
import { deploymentReadPermission } from '../../permissions';
import { componentListSchema, projectListSchema } from '../../projects';
import { optionalObjectName, resourceFields } from '../Operation';
import { audit, declareRead, get, wholeAnswer } from '../ReadDeclaration';

const listProjects = declareRead({
  name: 'list-projects',
  title: 'List projects',
  description:
    'Returns the OpenChoreo projects that the caller may see: name, title, owner, deployment pipeline, environments in promotion order, and number of components. Use it first, to learn the names of organizations, projects and environments that other actions need.',
  resource: 'platform',
  permission: 'signed-in',
  input: z.object({
    organization: optionalObjectName(
      'Only projects of this organization. Default: of all organizations.',
    ),
  }),
  output: projectListSchema,
  http: get('/projects'),
  audit: audit('deployment-fetch', 'projects'),
  agent: wholeAnswer(projectListSchema),
});

const listComponents = declareRead({
  name: 'list-components',
  title: 'List the components of a project',
  description:
    'Returns the components of an OpenChoreo project that the caller may see: name, type, and in each environment the state with its reason and the images that run there. Use it to find a component, or to see what of a project is not ready.',
  resource: 'project',
  permission: 'signed-in',
  input: z.object(resourceFields.project),
  output: componentListSchema,
  http: get('/components'),
  audit: audit('deployment-fetch', 'components'),
  agent: wholeAnswer(componentListSchema),
});

const listDeployments = declareRead({
  name: 'list-deployments',
  title: 'List where components run',
  description:
    'The state and the release of several components in each environment, for a list of components. Components that the caller may not see are absent.',
  resource: 'platform',
  permission: 'signed-in',
  input: z.object({
    components: z
      .string()
      .regex(
        /^[-a-z0-9.]+\/[-a-z0-9.]+\/[-a-z0-9.]+(,[-a-z0-9.]+\/[-a-z0-9.]+\/[-a-z0-9.]+){0,99}$/,
        'is not a list of up to 100 components such as default/shop/cart,default/shop/web',
      )
      .describe(
        'The components, up to 100: organization, project and name of each with slashes between them, separated by commas.',
      ),
  }),
  output: deploymentListSchema,
  http: get('/deployments'),
  audit: audit('deployment-fetch', 'deployments'),
});

const describeComponent = declareRead({
  name: 'describe-component',
  title: 'Describe a component',
  description:
    'Returns what an OpenChoreo component consists of: owner, type, repository, images, endpoints, APIs, connections, environment variables with the configuration groups and secrets they refer to (never a value), and where it runs. Use it before a change of a component. For the cause of a problem use explain-component.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object(resourceFields.component),
  output: componentDescriptionSchema,
  http: get('/description'),
  audit: audit('deployment-fetch', 'description'),
  agent: wholeAnswer(componentDescriptionSchema),
});

const getApis = declareRead({
  name: 'get-apis',
  title: 'Get the APIs of a component',
  description:
    'Returns the endpoints and APIs of an OpenChoreo component: type, version, the operations of the definition, and for each environment where it is deployed the addresses at gateways, with the policies that callers have to satisfy. Use it to learn how to call a component.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object(resourceFields.component),
  output: componentApisSchema,
  http: get('/apis'),
  audit: audit('deployment-fetch', 'apis'),
  agent: wholeAnswer(componentApisSchema),
});

const explainComponent = declareRead({
  name: 'explain-component',
  title: 'Explain why a component is not ready',
  description:
    'Returns for each environment, or for one, why an OpenChoreo component is ready or not: the chain from the component over its binding and release to the objects in the data plane, with the message of the first cause, and what to do next. Use it when something does not run, or a deployment or promotion does not complete.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    environment: optionalObjectName(
      'Only this environment. Default: all environments of the component.',
    ),
  }),
  output: componentExplanationSchema,
  http: get('/explanation'),
  audit: audit('deployment-fetch', 'explanation'),
  agent: wholeAnswer(componentExplanationSchema),
});

/** The reads that find components, and tell what they are and how they are. */
export const componentReads = {
  listProjects,
  listComponents,
  listDeployments,
  describeComponent,
  getApis,
  explainComponent,
};
