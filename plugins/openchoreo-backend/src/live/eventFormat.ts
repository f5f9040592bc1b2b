import type { ServerResponse } from 'node:http';

/** How many heartbeats a client may leave unread before its connection is closed. */
export const maxUnreadHeartbeats = 4;

/** Starts a response of server-sent events. */
export function beginEventStream(response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    // Proxies and compression must not buffer events.
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
    Connection: 'keep-alive',
  });
  response.flushHeaders();
}

/** A server-sent event. */
export function formatEvent(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
