import type {
  Permission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { z } from 'zod';
import { environmentDeployPermission } from '../permissions';

/**
 * What an operation is about. The names of that object are part of every input and lead every path.
 *
 * @public
 */
export type OperationResource =
  | 'platform'
  | 'organization'
  | 'project'
  | 'component';

/**
 * A read or a verb of the backend. REST route, OpenAPI operation, client request, agent action, authorization and
 * audit event are derived from it.
 *
 * @public
 */
export interface Operation<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> {
  /** Kebab case, unique. It is the name of the agent action and, in camel case, the OpenAPI operation id. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly resource: OperationResource;
  /** The permission that is checked; `signed-in` needs valid credentials only, `public` needs none. */
  readonly permission: Permission | 'signed-in' | 'public';
  /** The environment that the operation is about. A permission for that environment is then needed, too. */
  readonly environment?: {
    readonly permission: ResourcePermission<'openchoreo-environment'>;
    /** The input field that names the environment, a promotion to the environment, or the component. */
    readonly field: keyof z.output<Input> & string;
    /**
     * What the field names. Of a promotion the environment is looked up in the control plane, so that a caller cannot claim
     * another one; of a component all environments that it is deployed to.
     */
    readonly names: 'environment' | 'promotion' | 'component';
  };
  /** The input field with the names of the components of a project that are changed. The permissions are needed for each of them. */
  readonly components?: 'components';
  /** What the operation does to every component of its project. The permissions for that are needed for each of them, too. */
  readonly eachComponent?: Operation;
  /** All parameters: those in the path, and the others, which are in the query or the body. */
  readonly input: Input;
  readonly output: Output;
  readonly http: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
    /** Below the path of the resource, such as `/promotions/{name}`. */
    readonly path: string;
    /** Status of a successful response. 204 has no body. */
    readonly status: 200 | 201 | 202 | 204;
    /** When the response is 409 Conflict. */
    readonly conflict?: string;
  };
  /** Undefined for what is not audited. */
  readonly audit?: {
    readonly eventId: string;
    readonly severityLevel: 'low' | 'medium';
    /** Metadata beside the names of the resource. */
    meta(input: z.output<Input>): Record<string, string>;
    /** Metadata that is known only after success. */
    outcome?(output: z.output<Output>): Record<string, string | undefined>;
  };
}

/** @public */
export type OperationInput<O extends Operation> = z.input<O['input']>;

/** @public */
export type OperationOutput<O extends Operation> = z.output<O['output']>;

const kubernetesName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'is not a Kubernetes name');

/** The name of an existing Kubernetes object: safe in a path. */
export function objectName(description: string) {
  return kubernetesName.describe(description);
}

/** Like `objectName`, for a parameter that may be absent. */
export function optionalObjectName(description: string) {
  return kubernetesName.optional().describe(description);
}

/** The input fields that name the resource of an operation. */
export const resourceFields = {
  organization: {
    organization: objectName('Name of the organization.'),
  },
  project: {
    organization: objectName('Name of the organization.'),
    project: objectName('Name of the project.'),
  },
  component: {
    organization: objectName('Name of the organization.'),
    project: objectName('Name of the project.'),
    component: objectName('Name of the component.'),
  },
};

/**
 * The environment of an operation that changes what runs there.
 *
 * @param field - the input field that names the environment
 */
export const deploysTo = <Field extends string>(field: Field) =>
  ({
    permission: environmentDeployPermission,
    field,
    names: 'environment',
  } as const);

const resourcePaths: Record<OperationResource, string> = {
  platform: '',
  organization: '/organizations/{organization}',
  project: '/organizations/{organization}/projects/{project}',
  component:
    '/organizations/{organization}/projects/{project}/components/{component}',
};

/**
 * The path of an operation below the base of the plugin, with its parameters in braces.
 *
 * @public
 */
export function operationPath({ resource, http }: Operation): string {
  return `${resourcePaths[resource]}${http.path}`;
}

/**
 * The names of the parameters in the path of an operation, in their order.
 *
 * @public
 */
export function pathParameters(operation: Operation): string[] {
  return [...operationPath(operation).matchAll(/\{(\w+)\}/g)].map(
    ([, name]) => name,
  );
}

/**
 * The schemas of the two parts of a request: the parameters in the path, and those in the query (GET) or the body. An unknown
 * field of a body is rejected, one of a query is ignored.
 *
 * @public
 */
export function requestSchemas(operation: Operation): {
  path: z.ZodObject;
  rest: z.ZodObject;
} {
  const parameters = new Set(pathParameters(operation));
  const fields = Object.entries(operation.input.shape);
  const isInPath = ([name]: [string, unknown]) => parameters.has(name);
  const rest = Object.fromEntries(fields.filter(field => !isInPath(field)));
  return {
    path: z.object(Object.fromEntries(fields.filter(isInPath))),
    rest:
      operation.http.method === 'GET' ? z.object(rest) : z.strictObject(rest),
  };
}

/** `PromoteComponent` of `promote-component`. */
export function pascalCase(name: string): string {
  return name
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/**
 * The names in an input that identify the resource of an operation, such as organization, project and component.
 *
 * @public
 */
export function resourceNames(
  { resource }: Operation,
  input: object,
): Record<string, string> {
  if (resource === 'platform') return {};
  return z
    .record(z.string(), z.string())
    .parse(z.object(resourceFields[resource]).parse(input));
}
