import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isResourcePermission,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  deploymentReadPermission,
  entityRefOf,
  type ComponentRef,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import type { OpenChoreoService } from '../OpenChoreoService';
import type { VerbRequest } from '../verbs/Verb';
import type { ReadableRef } from '../domain/ReadableRef';
import { auditOperation, type AuditRecord } from './auditOperation';
import { personOf, requesterOf, type Caller } from './Caller';
import type { CatalogModule } from './catalogModule';
import { ComponentEntities, type ComponentRefs } from './ComponentEntities';
import { findDenied } from './findDenied';
import {
  componentEntityRef,
  inputsByComponent,
  missingPermission,
  neededPermissions,
  resourceKey,
} from './neededPermissions';
import {
  componentsOf,
  environmentsOf,
  permissionsOfEachComponent,
  waitForOrganization,
} from './operationTargets';
import { ownedComponents } from './ownedComponents';
import { PolicyDecisions } from './PolicyDecisions';
import { ResourceEntities } from './ResourceEntities';

/** @public */
export interface AuthorizationServices {
  auth: AuthService;
  auditor: AuditorService;
  catalog: CatalogService;
  catalogModule: CatalogModule;
  /** By default no entity of another location has joined a component. */
  componentEntities?: ComponentEntities;
  openChoreo: Pick<
    OpenChoreoService,
    'auditLog' | 'cache' | 'catalogUnits' | 'views'
  >;
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
  readonly #entities: ResourceEntities;
  readonly #components: ComponentEntities;
  readonly #policy: PolicyDecisions;

  constructor(services: AuthorizationServices) {
    this.#services = services;
    const { auth, catalog, catalogModule, openChoreo } = services;
    const { catalogUnits } = openChoreo;
    const common = { auth, catalog, catalogModule, catalogUnits };
    this.#components =
      services.componentEntities ??
      new ComponentEntities({ ...common, joinMode: 'none' });
    this.#entities = new ResourceEntities({
      ...common,
      components: this.#components,
    });
    this.#policy = new PolicyDecisions(services);
  }

  /**
   * Runs an operation if the caller has its permission. The audit event records the outcome.
   *
   * @param work - gets the caller as the requester of a verb
   * @throws NotAllowedError, ServiceUnavailableError while the resources have not been read, and the errors of `work`
   */
  async run<Input extends z.ZodObject, Output extends z.ZodType>(
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
      { outcome: output => operation.audit?.outcome?.(output) },
    );
  }

  /** Like `run`, for a dry run. The audit event has `dryRun`. */
  async dryRun<Input extends z.ZodObject, T>(
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
      { isDryRun: true },
    );
  }

  /**
   * Checks that a caller still has the permission of an operation that was authorized and goes on. There is no audit event.
   *
   * @throws NotAllowedError, and ServiceUnavailableError while it cannot be decided
   */
  async check<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
  ): Promise<void> {
    await this.#authorizedRequest(operation, input, caller);
  }

  /**
   * Records that the effect of an operation is taken back. The audit event has `isUndo`. It needs no permission: the operation
   * was authorized, and only what it has created is deleted.
   */
  async undo<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
    work: () => Promise<void>,
  ): Promise<void> {
    return this.#audited(operation, input, caller, work, {
      meta: { isUndo: 'true' },
    });
  }

  async #audited<Input extends z.ZodObject, T>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
    work: () => Promise<T>,
    record: AuditRecord<T>,
  ): Promise<T> {
    const { auth, auditor, openChoreo } = this.#services;
    return auditOperation(
      { auth, auditor, auditLog: openChoreo.auditLog },
      operation,
      input,
      caller,
      work,
      { ...record, entityRef: await this.#auditedRef(operation, input) },
    );
  }

  /**
   * The first permission of each group that a caller does not have, or undefined. All are decided in one request to the permission
   * backend.
   */
  async findDenied(
    groups: readonly (readonly AuthorizePermissionRequest[])[],
    credentials: BackstageCredentials,
  ): Promise<(AuthorizePermissionRequest | undefined)[]> {
    const refs = await this.#components.refs();
    return this.#findDenied(groups, credentials, refs);
  }

  /** Decides on the entities that stand for the components of the permissions. */
  #findDenied(
    groups: readonly (readonly AuthorizePermissionRequest[])[],
    credentials: BackstageCredentials,
    refs: ComponentRefs,
  ): Promise<(AuthorizePermissionRequest | undefined)[]> {
    const resolved = groups.map(group =>
      group.map(request =>
        isResourcePermission(request.permission, 'catalog-entity') &&
        request.resourceRef !== undefined
          ? {
              permission: request.permission,
              resourceRef: refs.resolve(request.resourceRef),
            }
          : request,
      ),
    );
    return findDenied(this.#services.permissions, resolved, credentials);
  }

  /**
   * Whether a caller may read the deployments of each component or project. Of a component that was deleted, the project decides,
   * and of a project that was deleted, the organization.
   */
  async canRead(
    refs: readonly ReadableRef[],
    credentials: BackstageCredentials,
  ): Promise<boolean[]> {
    const keys = refs.map(ref => this.#entities.existingKey(ref));
    const components = await this.#components.refs();
    const denied = await this.#findDenied(
      keys.map(key => [
        {
          permission: deploymentReadPermission,
          resourceRef: entityRefOf(key),
        },
      ]),
      credentials,
      components,
    );
    const allowed = keys.filter((_, index) => !denied[index]);
    const areValid = await this.#entities.areValid(allowed, components);
    const readable = new Set(allowed.filter((_, index) => areValid[index]));
    return keys.map(key => readable.has(key));
  }

  /** The entities that stand for components now. @throws the error of the catalog */
  componentRefs(): Promise<ComponentRefs> {
    return this.#components.refs();
  }

  /**
   * The entity refs of the user of a request, and of the groups that the user is a member of.
   *
   * @returns undefined for a service
   */
  personOf(credentials: BackstageCredentials): VerbRequest['person'] {
    return personOf(this.#services, credentials);
  }

  /** The components that the user of a request, or a group of the user, owns. None for a service. */
  async ownedComponents(
    credentials: BackstageCredentials,
  ): Promise<ComponentRef[]> {
    const person = this.personOf(credentials);
    if (!person) return [];
    return ownedComponents(this.#services.catalog, {
      owners: [person.entityRef, ...(await person.groups())],
      refs: await this.componentRefs(),
      credentials,
    });
  }

  /** Checks the permissions, and returns the caller as the requester. */
  async #authorizedRequest<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    caller: Caller,
  ): Promise<VerbRequest> {
    const { credentials } = caller;
    // The entity that is checked has to be the one that the policy decides on.
    const refs = await this.#components.refs();
    const { environment, isForAll } = await this.#authorize(
      operation,
      input,
      credentials,
      refs,
    );
    if (operation.resource !== 'platform') {
      const { openChoreo } = this.#services;
      await waitForOrganization(openChoreo, operation, input);
      const keys = [
        ...inputsByComponent(operation, input).flatMap(
          each => resourceKey(operation, each) ?? [],
        ),
        ...componentsOf(openChoreo, operation, input).map(
          ({ organization, component: name }) =>
            ({ type: 'component', organization, name } as const),
        ),
      ];
      for (const key of keys) {
        // Without a condition, the policy has not looked at the entity of the component.
        if (isForAll && key.type === 'component') continue;
        await this.#entities.check(key, credentials, refs);
      }
    }
    return {
      requestedBy: requesterOf(this.#services, caller),
      person: personOf(this.#services, credentials),
      environment,
    };
  }

  /** @returns the environment of the operation, and whether the caller may do it whatever its resource is */
  async #authorize<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.output<Input>,
    credentials: BackstageCredentials,
    refs: ComponentRefs,
  ): Promise<{ environment?: string; isForAll: boolean }> {
    const { permission, environment, http } = operation;
    if (typeof permission === 'string') return { isForAll: false };
    const { openChoreo } = this.#services;
    const { names = [], problem } = await environmentsOf(
      openChoreo,
      operation,
      input,
    );
    const wanted = [
      ...neededPermissions(operation, input, names),
      ...(await permissionsOfEachComponent(openChoreo, operation, input)),
    ];
    // What changes something is decided anew each time.
    const isForAll =
      http.method === 'GET' &&
      (await this.#policy.allowAll(
        wanted.map(each => each.permission),
        credentials,
      ));
    if (!isForAll) {
      const [denied] = await this.#findDenied([wanted], credentials, refs);
      if (denied)
        throw new NotAllowedError(
          `${missingPermission(denied)}. Ask the platform team for it`,
        );
    }
    // After the permission on the component, so that only those who have it learn which promotions exist.
    if (problem) throw problem;
    return {
      environment: environment?.names === 'component' ? undefined : names.at(0),
      isForAll,
    };
  }

  /** The entity of the component that an operation is about, for audit events. */
  async #auditedRef(
    operation: Operation,
    input: object,
  ): Promise<string | undefined> {
    const entityRef = componentEntityRef(operation, input);
    if (!entityRef || !operation.audit) return undefined;
    try {
      return (await this.#components.refs()).resolve(entityRef);
    } catch {
      // The operation fails for the same reason, which is what the event records.
      return entityRef;
    }
  }
}
