import { sendStatus } from './apiHttp';
import type { FakeApiServer, ReceivedRequest } from './FakeApiServer';
import { widgets } from './widgets';

/** Whether a request starts a watch. */
export const isWatch = ({ query }: ReceivedRequest) => query.has('watch');
/** Whether a request lists widgets. */
export const isList = ({ collection, query }: ReceivedRequest) =>
  collection === widgets && !query.has('watch');

/** The list and watch requests for widgets so far, in short form. */
export function describeRequests(api: FakeApiServer): string[] {
  return api.requests
    .filter(({ collection }) => collection === widgets)
    .map(({ query }) => {
      const version = query.get('resourceVersion') ?? '';
      const kind = query.has('watch') ? 'watch' : 'list';
      return query.has('sendInitialEvents') ? 'stream' : `${kind} ${version}`;
    });
}

/** The open watch. */
export function openWatch(api: FakeApiServer) {
  const [open] = api.watches;
  if (!open) {
    throw new Error('no watch is open');
  }
  return open;
}

/** Which request fails, and with what response. */
export type Refusal = [
  matches: (request: ReceivedRequest) => boolean,
  code: number,
  reason: string,
  headers?: Record<string, string>,
];

/** Makes the next matching request fail. */
export function refuseNext(
  api: FakeApiServer,
  ...[matches, code, reason, headers]: Refusal
): void {
  api.failNext(1, matches, (_request, res) =>
    sendStatus(res, code, reason, `refused with ${code}`, headers),
  );
}
