import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogUnitKey } from '../domain/CatalogUnit';
import type { PlatformSource, SourceRoutes } from './SourceRoutes';

/** Reports the organizations that are not shown because their name in Backstage belongs to another control plane. */
export class OrganizationConflicts {
  readonly #routes: SourceRoutes;
  readonly #logger: LoggerService;
  /** By control plane and name of the organization. */
  readonly #reported = new Map<PlatformSource, Map<string, CatalogUnitKey>>();

  constructor(routes: SourceRoutes, options: { logger: LoggerService }) {
    this.#routes = routes;
    this.#logger = options.logger;
  }

  /** Reports them from now on, whenever an organization has changed. */
  follow(): void {
    for (const { platform } of this.#routes.sources) {
      platform.catalogUnits.subscribe({
        onChange: units => {
          if (units.some(({ type }) => type === 'organization')) this.#report();
        },
        onRead: () => this.#report(),
      });
    }
  }

  #report(): void {
    for (const source of this.#routes.sources) {
      const units = source.platform.catalogUnits;
      const conflicts = new Map(
        units
          .list('organization')
          .filter(key => this.#isConflict(source, key))
          .map(key => [key.name, key]),
      );
      const reported = this.#reported.get(source);
      for (const [name, key] of reported ?? []) {
        if (!conflicts.has(name)) units.report(key);
      }
      for (const [name, key] of conflicts) {
        if (reported?.has(name)) continue;
        const message = this.#messageOf(source, name);
        units.report(key, [{ path: 'metadata.name', message }]);
        this.#logger.warn(message);
      }
      this.#reported.set(source, conflicts);
    }
  }

  /** Two sources of the same control plane have the same organization `default`, which is no conflict. */
  #isConflict(source: PlatformSource, key: CatalogUnitKey): boolean {
    const owner = this.#routes.find({ organization: key.name });
    if (!owner || owner === source) return false;
    const uidIn = ({ platform }: PlatformSource) =>
      platform.catalogUnits.get(key)?.uid;
    return uidIn(owner) === undefined || uidIn(owner) !== uidIn(source);
  }

  #messageOf({ name: source }: PlatformSource, organization: string): string {
    const owner = this.#routes.find({ organization })?.name;
    return `The organization ${organization} of the control plane ${source} is not shown, because this name belongs to the control plane ${owner}. Set organizationPrefix of ${source} in openchoreo.sources, or exclude the organization there`;
  }
}
