import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  entityRefOf,
  isFromControlPlane,
  resourceUidOf,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { CatalogUnitSource } from '../adapter/CatalogUnitSource';
import type { ReadableRef } from '../domain/ReadableRef';
import type { CatalogModule } from './catalogModule';
import type { ComponentEntities, ComponentRefs } from './ComponentEntities';
import type { ResourceKey } from './neededPermissions';

/**
 * The catalog entities that permissions are decided on. Somebody else may have registered an entity of the name of a resource, or
 * the entity may be that of an earlier resource.
 */
export class ResourceEntities {
  readonly #services: {
    auth: AuthService;
    catalog: CatalogService;
    catalogModule: CatalogModule;
    catalogUnits: CatalogUnitSource;
    components: ComponentEntities;
  };

  constructor(services: {
    auth: AuthService;
    catalog: CatalogService;
    catalogModule: CatalogModule;
    catalogUnits: CatalogUnitSource;
    components: ComponentEntities;
  }) {
    this.#services = services;
  }

  /**
   * Checks that the entity which the policy has decided on is that of the resource: otherwise a user who registers an entity of
   * that name first would get the rights of an owner. To create something, the caller has to see its organization or project, or in
   * a host without the catalog module, these have to exist.
   *
   * @param refs - the entities that the policy has decided on
   */
  async check(
    key: ResourceKey,
    credentials: BackstageCredentials,
    refs: ComponentRefs,
  ): Promise<void> {
    const { auth, catalog } = this.#services;
    const isComponent = key.type === 'component';
    const entityRef = refs.resolve(entityRefOf(key));
    const entity = await catalog.getEntityByRef(entityRef, {
      credentials: isComponent
        ? await auth.getOwnServiceCredentials()
        : credentials,
    });
    if (!entity) {
      // The catalog may not have a new component yet. The policy has decided without an entity then.
      if (isComponent) return;
      // The policy has decided by the names alone, when the catalog is to have no entities of OpenChoreo.
      const { catalogModule, catalogUnits } = this.#services;
      const isInCatalog = await catalogModule.isInstalled();
      if (!isInCatalog && catalogUnits.get(key)) return;
      const missing = `no ${key.type} ${entityRef}`;
      throw new NotFoundError(
        isInCatalog
          ? `The catalog has ${missing}, or you may not see it. Choose another one`
          : `The control plane has ${missing}. Choose another one`,
      );
    }
    const { isForeign, isValid } = this.#isEntityOf(entity, key);
    if (isForeign) {
      throw new NotAllowedError(
        isComponent
          ? `${entityRef} in the catalog is not from the control plane, and the component has not accepted it. Its problems say how to join the two, or remove that entity from the catalog`
          : `${entityRef} in the catalog is not from the control plane. Remove that entity from the catalog`,
      );
    }
    if (!isValid) {
      throw new ServiceUnavailableError(
        `${entityRef} in the catalog is that of an earlier ${key.type} of the same name. Try again when the catalog is up to date`,
      );
    }
  }

  /**
   * Whether the entity of each resource, where the catalog has it, is that of the resource.
   *
   * @param components - the entities that the policy has decided on
   */
  async areValid(
    keys: readonly ResourceKey[],
    components: ComponentRefs,
  ): Promise<boolean[]> {
    if (!keys.length) return [];
    const { auth, catalog } = this.#services;
    const refs = keys.map(key => components.resolve(entityRefOf(key)));
    const entityRefs = [...new Set(refs)];
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata', 'spec.owner'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const entities = new Map(
      entityRefs.map((ref, index) => [ref, items[index]]),
    );
    return keys.map((key, index) => {
      const entity = entities.get(refs[index]);
      return !entity || this.#isEntityOf(entity, key).isValid;
    });
  }

  /** The component, project or organization, or else what it belonged to. */
  existingKey({ organization, project, component }: ReadableRef): ResourceKey {
    const { catalogUnits } = this.#services;
    if (component) {
      const key = { type: 'component', organization, name: component } as const;
      const unit = catalogUnits.get(key);
      if (unit?.type === 'component' && unit.project === project) return key;
    }
    if (project) {
      const key = { type: 'project', organization, name: project } as const;
      if (catalogUnits.get(key)) return key;
    }
    return { type: 'organization', organization, name: organization };
  }

  #isEntityOf(entity: Entity, key: ResourceKey) {
    const isJoined =
      key.type === 'component' &&
      this.#services.components.isJoined(entity, key);
    const isForeign = !isFromControlPlane(entity) && !isJoined;
    const uid = this.#services.catalogUnits.get(key)?.uid;
    return {
      isForeign,
      isValid:
        !isForeign && (uid === undefined || resourceUidOf(entity) === uid),
    };
  }
}
