import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  componentRefSchema,
  deploymentReadPermission,
  entityRefOf,
  isFromControlPlane,
  resourceNames,
  resourceUidOf,
  type ComponentRef,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { Request } from 'express';
import { z } from 'zod';
import type { OpenChoreoService } from '../OpenChoreoService';
import type { VerbRequest } from '../verbs/Verb';
import { waitForCache } from '../verbs/waitForCache';
import {
  componentEntityRef,
  inputsByComponent,
  missingPermission,
  neededPermissions,
  permissionKey,
  resourceKey,
  type ResourceKey,
} from './neededPermissions';

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
  openChoreo: Pick<OpenChoreoService, 'cache' | 'catalogUnits' | 'views'>;
  permissions: PermissionsService;
  userInfo: UserInfoService;
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
   * @param work - gets the caller as the requester of a verb
   * @throws NotAllowedError, ServiceUnavailableError while the resources have not been read, and the errors of `work`
   */
  run<Input extends z.ZodObject, Output extends z.ZodType>(
    operation: Operation<Input, Output>,
    input: z.output<Input>,
    caller: Caller,
    work: (request: VerbRequest) => Promise<z.output<Output>>,
  ): Promise<z.output<Output>> {
    return this.#audited(
      operation,
      input,
      caller,
      async () => work(await this.#authorizedRequest(operation, input, caller)),
      { outcome: output => operation.audit?.outcome?.(output) ?? {} },
    );
  }

  /** Like `run`, for a dry run. The audit event has `dryRun`. */
  dryRun<Input extends z.ZodObject, T>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
    work: (request: VerbRequest) => Promise<T>,
  ): Promise<T> {
    return this.#audited(
      operation,
      input,
      caller,
      async () => work(await this.#authorizedRequest(operation, input, caller)),
      { outcome: () => ({ dryRun: 'true' }) },
    );
  }

  /**
   * Records that the effect of an operation is taken back. The audit event has `isUndo`. It needs no permission: the operation
   * was authorized, and only what it has created is deleted.
   */
  undo<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
    work: () => Promise<void>,
  ): Promise<void> {
    return this.#audited(operation, input, caller, work, {
      meta: { isUndo: 'true' },
      outcome: () => ({}),
    });
  }

  /**
   * The first permission of each group that a caller does not have, or undefined. All are decided in one request to the permission
   * backend.
   */
  async findDenied(
    groups: readonly (readonly AuthorizePermissionRequest[])[],
    credentials: BackstageCredentials,
  ): Promise<(AuthorizePermissionRequest | undefined)[]> {
    const distinct = new Map(
      groups.flat().map(request => [permissionKey(request), request]),
    );
    const decisions = distinct.size
      ? await this.#services.permissions.authorize([...distinct.values()], {
          credentials,
        })
      : [];
    const allowed = new Set(
      [...distinct.keys()].filter(
        (_, index) => decisions[index]?.result === AuthorizeResult.ALLOW,
      ),
    );
    return groups.map(group =>
      group.find(request => !allowed.has(permissionKey(request))),
    );
  }

  /**
   * Whether a caller may read the deployments of each component. Of a component that was deleted, the project decides, and of a
   * project that was deleted, the organization.
   */
  async canRead(
    components: readonly ComponentRef[],
    credentials: BackstageCredentials,
  ): Promise<boolean[]> {
    const keys = components.map(component => this.#existingKey(component));
    const refs = keys.map(entityRefOf);
    const denied = await this.findDenied(
      refs.map(resourceRef => [
        { permission: deploymentReadPermission, resourceRef },
      ]),
      credentials,
    );
    const allowed = denied.map(request => request === undefined);
    const wanted = [...new Set(refs.filter((_, index) => allowed[index]))];
    if (!wanted.length) return allowed;
    const { auth, catalog } = this.#services;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: wanted, fields: ['kind', 'metadata'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const entities = new Map(wanted.map((ref, index) => [ref, items[index]]));
    return allowed.map((isAllowed, index) => {
      const entity = entities.get(refs[index]);
      return (
        isAllowed && (!entity || this.#isEntityOf(entity, keys[index]).isValid)
      );
    });
  }

  /** The component, or else what it belonged to. */
  #existingKey({
    organization,
    project,
    component,
  }: ComponentRef): ResourceKey {
    const { catalogUnits } = this.#services.openChoreo;
    const unit = catalogUnits.get({
      type: 'component',
      organization,
      name: component,
    });
    if (unit?.type === 'component' && unit.project === project) {
      return { type: 'component', organization, name: component };
    }
    const key = { type: 'project', organization, name: project } as const;
    return catalogUnits.get(key)
      ? key
      : { type: 'organization', organization, name: organization };
  }

  /**
   * The entity refs of the user of a request, and of the groups that the user is a member of.
   *
   * @returns undefined for a service
   */
  personOf(credentials: BackstageCredentials): VerbRequest['person'] {
    const { auth, userInfo } = this.#services;
    if (!auth.isPrincipal(credentials, 'user')) return undefined;
    const { userEntityRef } = credentials.principal;
    return {
      entityRef: userEntityRef,
      async groups() {
        const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
        return ownershipEntityRefs.filter(ref => ref !== userEntityRef);
      },
    };
  }

  async #audited<Input extends z.ZodObject, T>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
    work: () => Promise<T>,
    record: {
      meta?: Record<string, string>;
      outcome: (result: T) => Record<string, string | undefined>;
    },
  ): Promise<T> {
    const event = await this.#createAuditEvent(
      operation,
      input,
      caller,
      record.meta,
    );
    try {
      const result = await work();
      await event?.success({ meta: definedValues(record.outcome(result)) });
      return result;
    } catch (thrown) {
      const error =
        thrown instanceof Error ? thrown : new Error(String(thrown));
      await event?.fail({ error });
      throw thrown;
    }
  }

  /** Checks the permissions, and returns the caller as the requester. */
  async #authorizedRequest<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
  ): Promise<VerbRequest> {
    const environment = await this.#authorize(operation, input, caller);
    if (operation.resource !== 'platform') {
      await waitForCache(this.#services.openChoreo.cache);
      for (const each of inputsByComponent(operation, input)) {
        await this.#checkEntity(operation, each, caller);
      }
    }
    return {
      requestedBy: this.#nameOf(caller.credentials),
      person: this.personOf(caller.credentials),
      environment,
    };
  }

  async #createAuditEvent<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    { request, door }: Caller,
    meta: Record<string, string> = {},
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
        ...meta,
        door,
      },
    });
  }

  /** @returns the environment of the operation */
  async #authorize<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    { credentials }: Caller,
  ): Promise<string | undefined> {
    const { permission, environment } = operation;
    if (typeof permission === 'string') return undefined;
    const { names = [], problem } = await this.#environmentsOf(
      operation,
      input,
    );
    const wanted = neededPermissions(operation, input, names);
    const [denied] = await this.findDenied([wanted], credentials);
    if (denied)
      throw new NotAllowedError(
        `${missingPermission(denied)}. Ask the platform team for it`,
      );
    // After the permission on the component, so that only those who have it learn which promotions exist.
    if (problem) throw problem;
    return environment?.names === 'component' ? undefined : names.at(0);
  }

  /** The names of the environments that an operation is about, or why they cannot be told. */
  async #environmentsOf<Input extends z.ZodObject>(
    { environment }: Operation<Input>,
    input: z.output<Input>,
  ): Promise<{ names?: string[]; problem?: Error }> {
    if (!environment) return {};
    const values = z.record(z.string(), z.unknown()).parse(input);
    const name = z.string().parse(values[environment.field]);
    if (environment.names === 'environment') return { names: [name] };
    const { cache, views } = this.#services.openChoreo;
    await waitForCache(cache);
    const ref = componentRefSchema.parse(input);
    try {
      return {
        names:
          environment.names === 'promotion'
            ? [views.promotion(ref, name).to]
            : views.component(ref).deployments.map(each => each.environment),
      };
    } catch (error) {
      if (error instanceof NotFoundError) return { problem: error };
      throw error;
    }
  }

  /**
   * Checks that the entity which the policy has decided on is that of the resource: otherwise a user who registers an entity of
   * that name first would get the rights of an owner. To create something, the caller has to see its organization or project.
   */
  async #checkEntity(
    operation: Operation,
    input: object,
    caller: Caller,
  ): Promise<void> {
    const { auth, catalog } = this.#services;
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
    const { isForeign, isValid } = this.#isEntityOf(entity, key);
    if (isForeign) {
      throw new NotAllowedError(
        `${entityRef} in the catalog is not from the control plane. Remove that entity from the catalog`,
      );
    }
    if (!isValid) {
      throw new ServiceUnavailableError(
        `${entityRef} in the catalog is that of an earlier ${key.type} of the same name. Try again when the catalog is up to date`,
      );
    }
  }

  /** Whether an entity is that of a resource, and not one that somebody else has registered or that of an earlier resource. */
  #isEntityOf(entity: Entity, key: ResourceKey) {
    const isForeign = !isFromControlPlane(entity);
    const uid = this.#services.openChoreo.catalogUnits.get(key)?.uid;
    return {
      isForeign,
      isValid:
        !isForeign && (uid === undefined || resourceUidOf(entity) === uid),
    };
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

function definedValues(
  values: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );
}
