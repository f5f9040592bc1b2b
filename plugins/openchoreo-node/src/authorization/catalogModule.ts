import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type AuthService,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import type { OpenChoreoService } from '../OpenChoreoService';
import { openChoreoServiceRef } from '../openChoreoServiceRef';
import { openChoreoEntityRules } from './entityRules';

/**
 * The catalog module of OpenChoreo, as plugins beside the catalog see it.
 *
 * @public
 */
export interface CatalogModule {
  /**
   * Whether the catalog of the host has the module, in this process or in that of the catalog. True as long as that is not known, so
   * that no check of an entity is left out.
   */
  isInstalled(): Promise<boolean>;
}

/** How long the answer that there is no module is kept, and how long to wait for the catalog, in milliseconds. */
const absentMs = 60_000;
const timeoutMs = 5_000;

const metadataSchema = z.object({
  rules: z.array(z.object({ name: z.string() })),
});

/**
 * Finds out whether the catalog has the module of OpenChoreo: by its entity provider in this process, or by its permission rules,
 * which the catalog publishes.
 */
export class CatalogModuleLookup implements CatalogModule {
  readonly #services: {
    auth: AuthService;
    discovery: DiscoveryService;
    openChoreo: Pick<OpenChoreoService, 'catalogSync'>;
  };
  #isFound = false;
  #absentUntil = 0;

  constructor(services: {
    auth: AuthService;
    discovery: DiscoveryService;
    openChoreo: Pick<OpenChoreoService, 'catalogSync'>;
  }) {
    this.#services = services;
  }

  async isInstalled(): Promise<boolean> {
    this.#isFound ||=
      this.#services.openChoreo.catalogSync.provider !== undefined;
    if (this.#isFound) return true;
    if (performance.now() < this.#absentUntil) return false;
    try {
      this.#isFound = await this.#hasRules();
    } catch {
      // The catalog may not have started yet.
      return true;
    }
    if (!this.#isFound) this.#absentUntil = performance.now() + absentMs;
    return this.#isFound;
  }

  async #hasRules(): Promise<boolean> {
    const { auth, discovery } = this.#services;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'catalog',
    });
    const response = await fetch(
      `${await discovery.getBaseUrl(
        'catalog',
      )}/.well-known/backstage/permissions/metadata`,
      {
        headers: { Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(timeoutMs),
      },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    const { rules } = metadataSchema.parse(await response.json());
    return openChoreoEntityRules.some(({ name }) =>
      rules.some(rule => rule.name === name),
    );
  }
}

/**
 * The catalog module of OpenChoreo, as plugins beside the catalog see it.
 *
 * @public
 */
export const catalogModuleServiceRef = createServiceRef<CatalogModule>({
  id: 'openchoreo.catalog-module',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        openChoreo: openChoreoServiceRef,
      },
      factory: services => new CatalogModuleLookup(services),
    }),
});
