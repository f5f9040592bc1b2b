import {
  entityRefOf,
  type ComponentApi,
  type ComponentApis,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ApiClassSnapshot } from '../domain/ApiClassSnapshot';
import type { ApiUnit, ComponentUnit } from '../domain/CatalogUnit';
import type {
  ComponentSnapshot,
  EndpointAccess,
} from '../domain/ComponentSnapshot';
import { apisState } from './apisState';
import { definitionOperations, type Definition } from './definitionOperations';
import { deployedState } from './environmentState';
import type { StateVerdict } from './deploymentState';
import { deploymentIn } from './snapshotLookups';

/**
 * What the catalog has of a component and of its standalone APIs.
 *
 * @public
 */
export interface ApiUnits {
  /** Undefined while the component is being deleted. */
  component?: ComponentUnit;
  apis: readonly ApiUnit[];
}

type Deployment = ComponentApi['deployments'][number];

/**
 * The endpoints and standalone APIs of a component, with their addresses where they are deployed.
 *
 * @param classesIn - the classes of the APIs in an environment, by the names of the APIs
 */
export function componentApis(
  snapshot: ComponentSnapshot,
  { component, apis }: ApiUnits,
  classesIn: (environment: string) => ReadonlyMap<string, ApiClassSnapshot>,
): ComponentApis['apis'] {
  const { organization, component: name } = snapshot.ref;
  const environments = environmentsOf(snapshot);
  const classes = new Map(environments.map(each => [each, classesIn(each)]));
  const classNameOf = (api: string) =>
    environments
      .map(environment => classes.get(environment)?.get(api)?.name)
      .find(Boolean);
  const deploymentsOf = (
    api: string,
    find: (environment: string) => DeployedApi | undefined,
  ) =>
    environments.flatMap(environment => {
      const found = find(environment);
      const apiClass = classes.get(environment)?.get(api);
      return found
        ? [deploymentView(snapshot, environment, found, apiClass)]
        : [];
    });
  // Several Workloads of a component may declare an endpoint of the same name, of which the first one counts.
  const endpoints = new Map(
    [...(component?.endpoints ?? [])].reverse().map(each => [each.name, each]),
  );
  return [
    ...[...endpoints.values()].sort(byName).map(endpoint => ({
      name: endpoint.name,
      isStandalone: false,
      entityRef: entityRefOf({
        type: 'endpoint',
        organization,
        component: name,
        name: endpoint.name,
      }),
      type: endpoint.type,
      version: endpoint.version,
      port: endpoint.port,
      className: classNameOf(endpoint.name),
      ...definitionView(endpoint.definition),
      deployments: deploymentsOf(endpoint.name, environment =>
        deployedEndpoint(snapshot, endpoint.name, environment),
      ),
    })),
    ...[...apis].sort(byName).map(api => ({
      name: api.name,
      isStandalone: true,
      entityRef: entityRefOf({ type: 'api', organization, name: api.name }),
      type: api.apiType,
      version: api.version,
      className: classNameOf(api.name),
      ...definitionView(undefined),
      deployments: deploymentsOf(api.name, environment =>
        deployedApi(snapshot, api.name, environment),
      ),
    })),
  ];
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name, 'en');
}

/** The environments of the pipeline in promotion order, then others where something is deployed. */
function environmentsOf(snapshot: ComponentSnapshot): string[] {
  const { pipeline, deployments, apis } = snapshot;
  return [
    ...new Set([
      ...(pipeline?.environments ?? []),
      ...[...deployments, ...apis].map(({ environment }) => environment).sort(),
    ]),
  ];
}

interface DeployedApi {
  verdict: StateVerdict;
  endpoints: readonly EndpointAccess[];
}

function deployedEndpoint(
  snapshot: ComponentSnapshot,
  name: string,
  environment: string,
): DeployedApi | undefined {
  const deployment = deploymentIn(snapshot, environment);
  return deployment && deployment.intent !== 'Undeploy'
    ? {
        verdict: deployedState(snapshot, environment),
        endpoints: deployment.endpoints.filter(each => each.name === name),
      }
    : undefined;
}

function deployedApi(
  { apis }: ComponentSnapshot,
  name: string,
  environment: string,
): DeployedApi | undefined {
  const api = apis.find(
    each => each.name === name && each.environment === environment,
  );
  return api && { verdict: apisState([api]), endpoints: api.endpoints };
}

function deploymentView(
  { environments }: ComponentSnapshot,
  environment: string,
  { verdict, endpoints }: DeployedApi,
  apiClass: ApiClassSnapshot | undefined,
): Deployment {
  const details = environments.get(environment);
  return {
    environment,
    displayName: details?.displayName,
    isProduction: details?.isProduction ?? false,
    isSimulated: details?.dataPlane?.simulated ?? false,
    state: verdict.state,
    message: verdict.message,
    addresses: endpoints.map(({ visibility, url }) => ({
      visibility,
      url,
      policies:
        visibility === 'project'
          ? []
          : [...(apiClass?.policies?.[visibility] ?? [])],
    })),
  };
}

/** Parsing is slow, and definitions rarely change. */
const definitions = new Map<string, Definition>();
const maxDefinitions = 100;

function definitionView(text: string | undefined) {
  if (!text) return { hasDefinition: false, operations: [] };
  const definition = definitions.get(text) ?? definitionOperations(text);
  definitions.delete(text);
  definitions.set(text, definition);
  const [oldest] = definitions.keys();
  if (definitions.size > maxDefinitions) definitions.delete(oldest);
  return {
    hasDefinition: true,
    operations: [...definition.operations],
    definitionProblem: definition.problem,
  };
}
