import type {
  LiveTopic,
  OperationInput,
  reads,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { Response } from 'express';
import { endAtExpiry } from './endAtExpiry';
import { EventStream } from './EventStream';
import { FollowedTopic, type TopicServices } from './FollowedTopic';
import type { LiveFeed } from './LiveFeed';
import type { NamedCaller } from './liveSource';

const heartbeatMs = 15_000;

export interface FollowServices extends TopicServices {
  feed: Pick<LiveFeed, 'subscribe' | 'closed' | 'streams'>;
}

/**
 * Streams the answers of reads until the client leaves, its credentials expire or the feed is closed; with `once` until each topic
 * has been answered or has failed.
 *
 * @throws TooManyStreamsError when the caller has too many streams open
 */
export function followReads(
  services: FollowServices,
  { topics, once = false }: OperationInput<typeof reads.followReads>,
  caller: NamedCaller,
  response: Response,
): void {
  // Authentication takes time: the client may have left, and `close` is not emitted again.
  if (response.closed) return;
  const { feed } = services;
  const release = feed.streams.take(caller.name);
  const stream = new EventStream(response);
  const stops = new Set([release]);
  const stop = () => {
    stops.forEach(each => each());
    stops.clear();
  };
  const end = (reason: string) => {
    stop();
    stream.end(reason);
  };
  const sendHeartbeat = () => stream.sendHeartbeat(new Date().toISOString());

  const onShutdown = () => end('shutdown');
  // The request may have arrived while the backend shuts down, and `abort` is not emitted again.
  if (feed.closed.aborted) {
    onShutdown();
    return;
  }
  feed.closed.addEventListener('abort', onShutdown);
  const heartbeat = setInterval(sendHeartbeat, heartbeatMs);
  heartbeat.unref();
  stops.add(() => feed.closed.removeEventListener('abort', onShutdown));
  stops.add(() => clearInterval(heartbeat));
  stops.add(
    endAtExpiry(caller.credentials.expiresAt, () => end('credentials-expired')),
  );
  response.on('close', stop);
  // The client learns that the stream is open, also while the first answers are computed.
  sendHeartbeat();
  const answered = once ? endWhenAnswered(topics, stream, end) : stream;
  for (const topic of topics) {
    const followed = new FollowedTopic(services, topic, caller, answered);
    stops.add(() => followed.stop());
    void followed.follow();
  }
}

/** A stream that ends after the first event of each topic. */
function endWhenAnswered(
  topics: readonly Pick<LiveTopic, 'id'>[],
  stream: EventStream,
  end: (reason: string) => void,
): Pick<EventStream, 'send'> {
  const awaited = new Set(topics.map(({ id }) => id));
  return {
    send(id, event, data) {
      stream.send(id, event, data);
      awaited.delete(id);
      // The topic sends while it subscribes, and can only be stopped after that.
      if (awaited.size === 0) queueMicrotask(() => end('answered'));
    },
  };
}
