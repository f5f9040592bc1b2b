import {
  annotations,
  contentHash,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { commandAnnotations } from '../domain/commandAnnotations';

interface Request {
  description?: string;
  owner?: string;
  requestedBy?: string;
  idempotencyKey?: string;
}

/** The annotations that say who asked for an object, and in which request. */
export function requestAnnotations(request: Request): Record<string, string> {
  return {
    ...(request.description && {
      [annotations.description]: request.description,
    }),
    ...(request.owner && { [commandAnnotations.owner]: request.owner }),
    ...(request.requestedBy && {
      [commandAnnotations.requestedBy]: request.requestedBy,
    }),
    ...(request.idempotencyKey && {
      [commandAnnotations.request]: requestId(request.idempotencyKey),
    }),
  };
}

/** Tells whether an object was made by this very request, which is then only repeated. */
export function isSameRequest(
  { metadata }: KubernetesObject,
  { idempotencyKey }: Request,
): boolean {
  return (
    idempotencyKey !== undefined &&
    metadata.annotations?.[commandAnnotations.request] ===
      requestId(idempotencyKey)
  );
}

/** A key may be anything, and may be a secret of the caller; what is kept is its fingerprint. */
export function requestId(key: string): string {
  return contentHash(key).slice(0, 16);
}
