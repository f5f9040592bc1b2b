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
  /** Whom a service requests it for, who is no user of Backstage. Such as the host that reports a push. */
  onBehalfOf?: string;
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

/** The entity ref of a user, whom a service acts for, or the subject of the service. */
export function requesterOf(
  { auth }: Pick<Services, 'auth'>,
  { credentials, onBehalfOf }: Caller,
): string {
  if (onBehalfOf) return onBehalfOf;
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : 'unknown';
}
