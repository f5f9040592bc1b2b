import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/** For how long a decision is kept, in milliseconds: as long as Backstage keeps the groups of a user. */
const maxAgeMs = 5_000;

interface Services {
  auth: AuthService;
  permissions: PermissionsService;
}

/**
 * What the permission policy allows a user without a condition, and so whatever the resource is. Such a decision is kept for some
 * seconds.
 */
export class PolicyDecisions {
  readonly #services: Services;
  /** Whether a user has a permission. The oldest are the first. */
  readonly #decisions = new Map<
    string,
    { isAllowed: Promise<boolean>; expiresAt: number }
  >();

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * Whether the policy allows all of the permissions on every resource. When it does not, it has to be asked about each.
   *
   * @throws the error of the permission backend
   */
  async allowAll(
    permissions: readonly Permission[],
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const decisions = await Promise.all(
      permissions.map(permission => this.#isAllowed(permission, credentials)),
    );
    return decisions.every(Boolean);
  }

  async #isAllowed(
    permission: Permission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    // Without a resource, there is one question, which the caller asks.
    if (!isResourcePermission(permission)) return false;
    const user = this.#userKey(credentials);
    if (!user) return this.#decide(permission, credentials);
    const now = performance.now();
    this.#deleteExpired(now);
    const key = `${permission.name} ${user}`;
    const kept = this.#decisions.get(key);
    if (kept) return kept.isAllowed;
    const isAllowed = this.#decide(permission, credentials);
    this.#decisions.set(key, { isAllowed, expiresAt: now + maxAgeMs });
    // The next read asks again.
    isAllowed.catch(() => this.#decisions.delete(key));
    return isAllowed;
  }

  async #decide(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [{ result }] = await this.#services.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  #deleteExpired(now: number): void {
    for (const [key, { expiresAt }] of this.#decisions) {
      if (expiresAt > now) return;
      this.#decisions.delete(key);
    }
  }

  /** Identifies the sign-in of a user, and the service that acts for the user. Undefined for a service, which Backstage decides about by itself. */
  #userKey(credentials: BackstageCredentials): string | undefined {
    if (!this.#services.auth.isPrincipal(credentials, 'user')) return undefined;
    const { principal, expiresAt } = credentials;
    return JSON.stringify([
      principal.userEntityRef,
      principal.actor?.subject,
      expiresAt,
    ]);
  }
}
