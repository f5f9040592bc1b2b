import type {
  LiveMessage,
  LiveTopic,
} from '@promenade/backstage-plugin-openchoreo-common';

/** A topic that a page shows. */
export type WantedTopic = Omit<LiveTopic, 'version'>;

/** A message about one topic. */
export type TopicMessage = Extract<LiveMessage, { type: 'answer' | 'failed' }>;

/**
 * The state of the stream.
 *
 * - `live`: the last message is not older than three heartbeats.
 * - `polling`: no stream gets through, so that the answers are requested every few seconds.
 * - `reconnecting`: the stream is lost; the next attempt is running or scheduled.
 * - `stopped`: the server rejected the request. There is no further attempt until `reconnect` is called.
 */
export interface StreamStatus {
  type: 'stream';
  status: 'live' | 'polling' | 'reconnecting' | 'stopped';
  /** When the last message was received; milliseconds since 1970 by the clock of the browser. */
  lastMessageAt?: number;
  failure?: LiveFailure;
}

/** Why the stream was lost. There is a status when the server has answered. */
export interface LiveFailure {
  status?: number;
  message: string;
}

export type LiveUpdate = TopicMessage | StreamStatus;

/** Brings the answers of topics to this tab. */
export interface LiveTransport {
  /** Replaces the topics that are followed. */
  follow(topics: readonly WantedTopic[]): void;
  /** Connects now, without waiting for the next retry. */
  reconnect(): void;
  /** Follows nothing until `follow` is called. */
  close(): void;
}
