import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { Response } from 'express';
import type { BoardFeed } from './BoardFeed';
import { endAtExpiry } from './endAtExpiry';
import { EventStream } from './EventStream';

/**
 * Streams the board of a component until the client leaves or its credentials expire. The response starts with the first
 * message, so that a missing component is a plain 404.
 *
 * @throws NotFoundError when there is no such component
 */
export function streamBoard(
  feed: Pick<BoardFeed, 'subscribe'>,
  ref: ComponentRef,
  response: Response,
  expiresAt: Date | undefined,
): void {
  // Authorization takes time: the client may have left, and `close` is not emitted again.
  if (response.closed) return;
  let stream: EventStream | undefined;
  const unsubscribe = feed.subscribe(ref, message => {
    stream ??= new EventStream(response);
    stream.send(message);
  });
  response.on('close', unsubscribe);
  const cancelExpiry = endAtExpiry(expiresAt, () => {
    // First, because nothing may be written after the end.
    unsubscribe();
    stream?.send({ type: 'end', reason: 'credentials-expired' });
  });
  response.on('close', cancelExpiry);
}
