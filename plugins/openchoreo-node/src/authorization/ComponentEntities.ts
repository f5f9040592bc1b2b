import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type AuthService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import {
  claimAnnotation,
  componentRefOf,
  entityRefOf,
  joinedAnnotation,
  joinedValueOf,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { CatalogUnitSource } from '../adapter/CatalogUnitSource';
import type { ComponentUnit } from '../domain/CatalogUnit';
import {
  claimOf,
  joinReason,
  readJoinMode,
  type JoinMode,
} from '../domain/joinRules';
import { openChoreoServiceRef } from '../openChoreoServiceRef';
import { catalogModuleServiceRef, type CatalogModule } from './catalogModule';

/** @public */
export interface ComponentEntitiesOptions {
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntities'>;
  catalogModule: CatalogModule;
  catalogUnits: Pick<CatalogUnitSource, 'get'>;
  joinMode: JoinMode;
  /** For how long the joined entities are not read again, in milliseconds. Longer where a read takes long. */
  maxAgeMs?: number;
  /** For how long other callers wait for a read that has not ended, in milliseconds. After that, another one begins. */
  maxSharedMs?: number;
}

/**
 * The entities that stood for components at a moment. A decision on a component and the check of its entity are to use the same.
 *
 * @public
 */
export class ComponentRefs {
  /** By the ref of the component's own entity. */
  readonly #joined: ReadonlyMap<string, string>;

  constructor(joined: ReadonlyMap<string, string>) {
    this.#joined = joined;
  }

  /** The ref of the entity that stands for a component. */
  of(component: Pick<ComponentUnit, 'organization' | 'name'>): string {
    return this.resolve(entityRefOf({ ...component, type: 'component' }));
  }

  /** Replaces the ref of a component's own entity by that of the entity that has joined it. Other refs stay. */
  resolve(entityRef: string): string {
    return this.#joined.get(entityRef) ?? entityRef;
  }
}

const defaultMaxAgeMs = 5_000;
const defaultMaxSharedMs = 10_000;
/** A read of joined entities takes at most this share of the time. */
const readShare = 0.05;

/**
 * Finds the entities that stand for components: those of the control plane, and entities of other locations that have joined one.
 * One query reads all of the latter, and is repeated after some seconds.
 *
 * @public
 */
export class ComponentEntities {
  readonly #options: ComponentEntitiesOptions;
  #current: Promise<ComponentRefs> | undefined;
  #expiresAt = 0;

  constructor(options: ComponentEntitiesOptions) {
    this.#options = options;
  }

  /** The entities that stand for components now. @throws the error of the catalog */
  async refs(): Promise<ComponentRefs> {
    const startedAt = performance.now();
    if (this.#current && startedAt < this.#expiresAt) return this.#current;
    const { maxAgeMs = defaultMaxAgeMs, maxSharedMs = defaultMaxSharedMs } =
      this.#options;
    const current = this.#read();
    this.#current = current;
    this.#expiresAt = startedAt + maxSharedMs;
    try {
      const refs = await current;
      const now = performance.now();
      const validMs = Math.max(maxAgeMs, (now - startedAt) / readShare);
      if (this.#current === current) this.#expiresAt = now + validMs;
      return refs;
    } catch (error) {
      if (this.#current === current) this.#current = undefined;
      throw error;
    }
  }

  /** The ref of the entity that stands for a component. @throws the error of the catalog */
  async refOf(
    component: Pick<ComponentUnit, 'organization' | 'name'>,
  ): Promise<string> {
    return (await this.refs()).of(component);
  }

  /**
   * Whether an entity of another location has joined a component. The mark of the catalog module alone does not prove that: in a
   * host without the module, anybody could set it. The rules are applied to the resources as they are now.
   */
  isJoined(
    entity: Entity,
    { organization, name }: Pick<ComponentUnit, 'organization' | 'name'>,
  ): boolean {
    const { catalogUnits, joinMode } = this.#options;
    const unit = catalogUnits.get({ type: 'component', organization, name });
    const claim = claimOf(entity);
    if (unit?.type !== 'component' || !claim) return false;
    const { project } = unit;
    return (
      entity.metadata.annotations?.[joinedAnnotation] ===
        joinedValueOf({ organization, project, component: name }) &&
      joinReason(claim, unit, catalogUnits, joinMode) !== undefined
    );
  }

  async #read(): Promise<ComponentRefs> {
    const { auth, catalog, catalogModule, joinMode } = this.#options;
    if (joinMode === 'none' || !(await catalogModule.isInstalled())) {
      return new ComponentRefs(new Map());
    }
    const { items } = await catalog.getEntities(
      {
        filter: {
          kind: 'Component',
          [`metadata.annotations.${claimAnnotation}`]: 'accepted',
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
          'spec.owner',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const joined = new Map<string, string[]>();
    for (const entity of items) {
      const ref = componentRefOf(entity);
      const component = ref && {
        organization: ref.organization,
        name: ref.component,
      };
      if (component && this.isJoined(entity, component)) {
        const ownRef = entityRefOf({ ...component, type: 'component' });
        const entityRefs = joined.get(ownRef) ?? [];
        joined.set(ownRef, [...entityRefs, stringifyEntityRef(entity)]);
      }
    }
    return new ComponentRefs(
      new Map(
        [...joined].flatMap(([ownRef, [only, ...others]]) =>
          // Two of them are a change that the catalog has shown half of.
          others.length ? [] : [[ownRef, only] as const],
        ),
      ),
    );
  }
}

/**
 * Finds the entities that stand for components.
 *
 * @public
 */
export const componentEntitiesServiceRef = createServiceRef<ComponentEntities>({
  id: 'openchoreo.component-entities',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        catalogModule: catalogModuleServiceRef,
        config: coreServices.rootConfig,
        openChoreo: openChoreoServiceRef,
      },
      factory: ({ auth, catalog, catalogModule, config, openChoreo }) =>
        new ComponentEntities({
          auth,
          catalog,
          catalogModule,
          catalogUnits: openChoreo.catalogUnits,
          joinMode: readJoinMode(config),
        }),
    }),
});
