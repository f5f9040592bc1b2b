import { annotations, contentHash } from '@promenade/openchoreo-model';
import type { ResourceObject } from '../cache/ResourceReader';
import { commandAnnotations } from '../domain/commandAnnotations';

/** The parts of an input that are recorded on the objects it creates. */
interface RecordedInput {
  description?: string;
  owner?: string;
  idempotencyKey?: string;
}

/** The annotations that record who requested an object, and in which request. */
export function requestAnnotations(
  input: RecordedInput,
  requestedBy: string | undefined,
): Record<string, string> {
  return {
    ...(input.description && { [annotations.description]: input.description }),
    ...(input.owner && { [commandAnnotations.owner]: input.owner }),
    ...(requestedBy && { [commandAnnotations.requestedBy]: requestedBy }),
    ...(input.idempotencyKey && {
      [commandAnnotations.request]: requestId(input.idempotencyKey),
    }),
  };
}

/** Whether an object was created by a request with the same idempotency key, and is not being deleted. */
export function isFromSameRequest(
  { metadata }: ResourceObject,
  { idempotencyKey }: RecordedInput,
): boolean {
  return (
    idempotencyKey !== undefined &&
    metadata.deletionTimestamp === undefined &&
    metadata.annotations?.[commandAnnotations.request] ===
      requestId(idempotencyKey)
  );
}

/** Only a hash of the key is stored: the key may be a secret of the caller. */
function requestId(key: string): string {
  return contentHash(key).slice(0, 16);
}
