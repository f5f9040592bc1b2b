import { deploymentReadPermission } from '@promenade/backstage-plugin-openchoreo-common';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';
import type { Response, Router } from 'express';
import type { Access } from '../http/Access';
import { componentParams, componentRoute } from '../http/componentParams';
import { whenKnown } from '../http/whenKnown';
import type { BoardFeed } from '../live/BoardFeed';
import { EventStream } from '../live/EventStream';

/** Longest time that a timer takes, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** The board of a component, live. */
export function addLiveRoutes(
  router: Router,
  options: { access: Access; feed: BoardFeed; openChoreo: OpenChoreoService },
): void {
  const { access, feed, openChoreo } = options;
  router.get(`${componentRoute}/events`, async (request, response) => {
    const ref = componentParams(request.params);
    const audited = {
      eventId: 'deployment-fetch',
      severityLevel: 'low',
      meta: { queryType: 'stream' },
    } as const;
    await access.toComponent(
      request,
      ref,
      deploymentReadPermission,
      audited,
      async ({ credentials }) => {
        await whenKnown(openChoreo);
        // Until the first message nothing is answered, so that a component that is not there is a plain 404.
        let stream: EventStream | undefined;
        const stop = feed.subscribe(ref, message => {
          stream ??= new EventStream(response);
          stream.send(message);
        });
        response.on('close', stop);
        endWithCredentials(response, stream, credentials.expiresAt);
      },
    );
  });
}

/** Whoever is let in is let in until their credentials expire; then they may come again with new ones. */
function endWithCredentials(
  response: Response,
  stream: EventStream | undefined,
  expiresAt: Date | undefined,
): void {
  if (!expiresAt) return;
  const left = Math.max(0, expiresAt.getTime() - Date.now());
  const timer = setTimeout(
    () => stream?.send({ type: 'end', reason: 'credentials-expired' }),
    Math.min(left, longestTimer),
  );
  timer.unref();
  response.on('close', () => clearTimeout(timer));
}
