import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  isResourcePermission,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  componentRefSchema,
  entityRefOf,
  environmentDeployPermission,
  isFromControlPlane,
  resourceNames,
  resourceUidOf,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { Request } from 'express';
import { z } from 'zod';
import type { CatalogUnitKey } from '../domain/CatalogUnit';
import type { OpenChoreoService } from '../OpenChoreoService';
import { waitForCache } from '../verbs/waitForCache';
import { formatEnvironmentRef } from './environmentPermission';

/**
 * Who requests an operation, and through which door.
 *
 * @public
 */
export interface Caller {
  credentials: BackstageCredentials;
  door: 'rest' | 'events' | 'scaffolder' | 'agent';
  /** The HTTP request, for the audit event. */
  request?: Request;
}

/** @public */
export interface AuthorizationServices {
  auth: AuthService;
  auditor: AuditorService;
  catalog: CatalogService;
  openChoreo: Pick<OpenChoreoService, 'cache' | 'catalogUnits'>;
  permissions: PermissionsService;
}

/**
 * Decides for every door who may do what: REST, live events, scaffolder actions and agent actions.
 *
 * @public
 */
export class Authorization {
  readonly #services: AuthorizationServices;

  constructor(services: AuthorizationServices) {
    this.#services = services;
  }

  /**
   * Runs an operation if the caller has its permission. The audit event records the outcome.
   *
   * @param work - gets the name of the caller: the entity ref of a user, or the subject of a service
   * @throws NotAllowedError, ServiceUnavailableError while the resources have not been read, and the errors of `work`
   */
  run<Input extends z.ZodObject, Output extends z.ZodType>(
    operation: Operation<Input, Output>,
    input: z.output<Input>,
    caller: Caller,
    work: (requestedBy: string) => Promise<z.output<Output>>,
  ): Promise<z.output<Output>> {
    const outcome = (output: z.output<Output>) =>
      operation.audit?.outcome?.(output) ?? {};
    return this.#run(operation, input, caller, work, outcome);
  }

  /** Like `run`, for a dry run. The audit event has `dryRun`. */
  dryRun<Input extends z.ZodObject, T>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
    work: (requestedBy: string) => Promise<T>,
  ): Promise<T> {
    return this.#run(operation, input, caller, work, () => ({
      dryRun: 'true',
    }));
  }

  async #run<Input extends z.ZodObject, T>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
    work: (requestedBy: string) => Promise<T>,
    outcome: (result: T) => Record<string, string | undefined>,
  ): Promise<T> {
    const event = await this.#createAuditEvent(operation, input, caller);
    try {
      await this.#authorize(operation, input, caller);
      if (operation.resource !== 'platform') {
        await waitForCache(this.#services.openChoreo.cache);
        await this.#checkEntity(operation, input, caller);
      }
      const result = await work(this.#nameOf(caller.credentials));
      await event?.success({ meta: definedValues(outcome(result)) });
      return result;
    } catch (thrown) {
      const error =
        thrown instanceof Error ? thrown : new Error(String(thrown));
      await event?.fail({ error });
      throw thrown;
    }
  }

  async #createAuditEvent<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    { request, door }: Caller,
  ) {
    const { audit } = operation;
    if (!audit) return undefined;
    const { eventId, severityLevel } = audit;
    const entityRef = componentEntityRef(operation, input);
    return this.#services.auditor.createEvent({
      eventId,
      severityLevel,
      request,
      meta: {
        ...audit.meta(input),
        ...resourceNames(operation, input),
        ...(entityRef && { entityRef }),
        door,
      },
    });
  }

  async #authorize<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    { credentials }: Caller,
  ): Promise<void> {
    const { permission, environment } = operation;
    if (typeof permission === 'string') return;
    const entityRef = componentEntityRef(operation, input);
    const wanted: AuthorizePermissionRequest[] = [
      isResourcePermission(permission)
        ? { permission, resourceRef: entityRef ?? '' }
        : { permission },
    ];
    if (environment) {
      const values = z.record(z.string(), z.unknown()).parse(input);
      wanted.push({
        permission: environmentDeployPermission,
        resourceRef: formatEnvironmentRef(
          componentRefSchema.parse(input),
          z.string().parse(values[environment]),
        ),
      });
    }
    const decisions = await this.#services.permissions.authorize(wanted, {
      credentials,
    });
    for (const [
      index,
      {
        permission: { name },
        resourceRef,
      },
    ] of wanted.entries()) {
      if (decisions[index]?.result !== AuthorizeResult.ALLOW) {
        const target = resourceRef ? ` for ${resourceRef}` : '';
        throw new NotAllowedError(
          `You do not have the permission ${name}${target}. Ask the platform team for it`,
        );
      }
    }
  }

  /**
   * Checks that the entity which the policy has decided on is that of the resource: otherwise a user who registers an entity of
   * that name first would get the rights of an owner. To create something, the caller has to see its organization or project.
   */
  async #checkEntity<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
  ): Promise<void> {
    const { auth, catalog, openChoreo } = this.#services;
    const key = resourceKey(operation, input);
    if (!key) return;
    const isComponent = key.type === 'component';
    const entityRef = entityRefOf(key);
    const entity = await catalog.getEntityByRef(entityRef, {
      credentials: isComponent
        ? await auth.getOwnServiceCredentials()
        : caller.credentials,
    });
    if (!entity) {
      // The catalog may not have a new component yet. The policy has decided without an entity then.
      if (isComponent) return;
      throw new NotFoundError(
        `The catalog has no ${key.type} ${entityRef}, or you may not see it. Choose another one`,
      );
    }
    if (!isFromControlPlane(entity)) {
      throw new NotAllowedError(
        `${entityRef} in the catalog is not from the control plane. Remove that entity from the catalog`,
      );
    }
    const uid = openChoreo.catalogUnits.get(key)?.uid;
    if (uid !== undefined && resourceUidOf(entity) !== uid) {
      throw new ServiceUnavailableError(
        `${entityRef} in the catalog is that of an earlier ${key.type} of the same name. Try again when the catalog is up to date`,
      );
    }
  }

  #nameOf(credentials: BackstageCredentials): string {
    const { auth } = this.#services;
    if (auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    return auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : 'unknown';
  }
}

/** The resource of an operation. Undefined for the platform as a whole. */
function resourceKey(
  operation: Operation,
  input: object,
):
  | (CatalogUnitKey & { type: 'organization' | 'project' | 'component' })
  | undefined {
  const { resource } = operation;
  if (resource === 'platform') return undefined;
  const names = resourceNames(operation, input);
  return {
    type: resource,
    organization: names.organization,
    name: names[resource],
  };
}

/**
 * The entity whose permission is checked. It is computed from the names of the component, not taken from the caller: an
 * entity may claim in its annotations to be another component.
 */
function componentEntityRef(
  operation: Operation,
  input: object,
): string | undefined {
  const key = resourceKey(operation, input);
  return key?.type === 'component' ? entityRefOf(key) : undefined;
}

function definedValues(
  values: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );
}
