import type {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type { VerbRequest } from '../verbs/Verb';

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

interface Services {
  auth: AuthService;
  userInfo: UserInfoService;
}

/** The user of a request with the groups that the user is a member of. Undefined for a service. */
export function personOf(
  { auth, userInfo }: Services,
  credentials: BackstageCredentials,
): VerbRequest['person'] {
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

/** The entity ref of a user, or the subject of a service. */
export function callerName(
  { auth }: Pick<Services, 'auth'>,
  credentials: BackstageCredentials,
): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : 'unknown';
}
