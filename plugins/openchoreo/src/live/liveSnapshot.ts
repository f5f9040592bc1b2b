import type { StreamStatus } from './LiveTransport';

/**
 * The connection of an answer.
 *
 * - `connecting`: there is no answer yet.
 * - `live`: the answer is current.
 * - `polling`: the answer is as old as the last poll.
 * - `reconnecting`: the connection is lost, or the server cannot read the answer now. There are further attempts.
 * - `deleted`: what the answer is about does not exist any more. It is shown when it is created again.
 * - `stopped`: the server rejected the request. There is no further attempt until the user asks for one.
 */
export type ConnectionStatus =
  | 'connecting'
  | 'live'
  | 'polling'
  | 'reconnecting'
  | 'deleted'
  | 'stopped';

/** What a page knows of an answer. */
export interface LiveSnapshot {
  connection: ConnectionStatus;
  /** As the server sent it. */
  answer?: unknown;
  /** When the last message was received; milliseconds since 1970 by the clock of the browser. */
  lastMessageAt?: number;
  /** Why the last attempt failed. */
  error?: Error;
}

/** What was received about a topic: the last answer, and why the server could not read it since then. */
export interface ReceivedAnswer {
  answer?: unknown;
  failure?: { status: number; error: Error };
}

/** The state of the stream, as an error of the client. */
export interface StreamState {
  status?: StreamStatus['status'];
  lastMessageAt?: number;
  error?: Error;
}

/** Derives what a page knows from what was received about a topic, and from the state of the stream. */
export function liveSnapshot(
  { answer, failure }: ReceivedAnswer,
  { status, lastMessageAt, error }: StreamState,
): LiveSnapshot {
  const hasAnswer = answer !== undefined;
  const interrupted = hasAnswer ? 'reconnecting' : 'connecting';
  if (status === 'stopped') {
    return { connection: 'stopped', answer, lastMessageAt, error };
  }
  if (status === 'reconnecting') {
    return { connection: interrupted, answer, lastMessageAt, error };
  }
  if (!failure) {
    return {
      connection: hasAnswer && status ? status : 'connecting',
      answer,
      lastMessageAt,
    };
  }
  if (failure.status === 404 && hasAnswer) {
    return { connection: 'deleted', lastMessageAt, error: failure.error };
  }
  const mayPass = failure.status === 404 || failure.status >= 500;
  return {
    connection: mayPass ? interrupted : 'stopped',
    answer,
    lastMessageAt,
    error: failure.error,
  };
}
