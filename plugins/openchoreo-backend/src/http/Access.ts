import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  entityRefOf,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { Request } from 'express';
import { callerOf } from './callerOf';

type EntityPermission = ResourcePermission<'catalog-entity'>;

/** What is written down about a request: who did what to what is added. */
export interface AuditedAct {
  /** Noun and verb, such as `release-promote`. */
  eventId: string;
  severityLevel: 'low' | 'medium';
  meta: Record<string, string>;
}

/** What a request that was let in may know of its caller. */
export interface Admitted {
  credentials: BackstageCredentials;
  /** Entity ref of the user, or the name of the service. */
  caller: string;
  /** Adds to what is written down about the request when it has succeeded. */
  note(meta: Record<string, string | undefined>): void;
}

/** The one door of the plugin: who comes through is known, allowed, and written down. */
export class Access {
  readonly #services: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
  };

  constructor(services: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
  }) {
    this.#services = services;
  }

  /**
   * Does something to a component for whoever asks, if they may.
   *
   * @param from - the request, or the credentials of an agent that calls an action
   * @throws AuthenticationError, NotAllowedError, or what `act` throws
   */
  toComponent<T>(
    from: Request | BackstageCredentials,
    ref: ComponentRef,
    permission: EntityPermission,
    audited: AuditedAct,
    act: (admitted: Admitted) => Promise<T>,
  ): Promise<T> {
    const { organization, component: name } = ref;
    const type = 'component';
    const resourceRef = entityRefOf({ type, organization, name });
    const meta = { ...audited.meta, ...ref, entityRef: resourceRef };
    return this.#admit(
      from,
      { permission, resourceRef },
      { ...audited, meta },
      act,
    );
  }

  /** Does something that is about no entity for whoever asks, if they may. */
  toPlatform<T>(
    request: Request,
    permission: BasicPermission,
    audited: AuditedAct,
    act: (admitted: Admitted) => Promise<T>,
  ): Promise<T> {
    return this.#admit(request, { permission }, audited, act);
  }

  async #admit<T>(
    from: Request | BackstageCredentials,
    wanted: AuthorizePermissionRequest,
    audited: AuditedAct,
    act: (admitted: Admitted) => Promise<T>,
  ): Promise<T> {
    const { auditor, httpAuth, permissions } = this.#services;
    const request = isCredentials(from) ? undefined : from;
    const credentials = isCredentials(from)
      ? from
      : await httpAuth.credentials(from, { allow: ['user', 'service'] });
    const event = await auditor.createEvent({ ...audited, request });
    const notes: Record<string, string> = {};
    try {
      const [decision] = await permissions.authorize([wanted], { credentials });
      if (decision.result !== AuthorizeResult.ALLOW) {
        throw new NotAllowedError(
          `You do not have the permission ${wanted.permission.name}${
            wanted.resourceRef ? ` for ${wanted.resourceRef}` : ''
          }`,
        );
      }
      const result = await act({
        credentials,
        caller: callerOf(credentials),
        note: meta => {
          for (const [key, value] of Object.entries(meta)) {
            if (value !== undefined) notes[key] = value;
          }
        },
      });
      await event.success({ meta: notes });
      return result;
    } catch (thrown) {
      const error =
        thrown instanceof Error ? thrown : new Error(String(thrown));
      await event.fail({ error });
      throw thrown;
    }
  }
}

function isCredentials(
  from: Request | BackstageCredentials,
): from is BackstageCredentials {
  return '$$type' in from;
}
