import {
  openApiDocument,
  platformReadPermission,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';
import type { Router } from 'express';
import type { Access } from '../http/Access';

/** What can be asked about the whole. */
export function addPlatformRoutes(
  router: Router,
  options: {
    access: Access;
    openChoreo: OpenChoreoService;
    baseUrl: () => Promise<string>;
  },
): void {
  const { access, openChoreo, baseUrl } = options;

  router.get('/rejected', async (request, response) => {
    const resources = await access.toPlatform(
      request,
      platformReadPermission,
      {
        eventId: 'platform-fetch',
        severityLevel: 'low',
        meta: { queryType: 'rejected' },
      },
      async () => openChoreo.cache.rejected(),
    );
    response.json({ resources });
  });

  router.get('/openapi.json', async (_, response) => {
    response.json(openApiDocument({ baseUrl: await baseUrl() }));
  });

  // Anybody may ask, so that nothing is told but whether the view is current.
  router.get('/health', (_, response) => {
    const { status, lastSeen } = openChoreo.cache.freshness();
    response.status(status === 'live' ? 200 : 503).json({
      status: status === 'live' ? 'ok' : status,
      lastSeen: lastSeen?.toISOString(),
    });
  });
}
