import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';
import express from 'express';
import Router from 'express-promise-router';
import type { Access } from './http/Access';
import type { BoardFeed } from './live/BoardFeed';
import { addDeploymentRoutes } from './routes/deploymentRoutes';
import { addLiveRoutes } from './routes/liveRoutes';
import { addPlatformRoutes } from './routes/platformRoutes';

export interface RouterOptions {
  access: Access;
  feed: BoardFeed;
  openChoreo: OpenChoreoService;
  /** Where the plugin is reached from outside. */
  baseUrl: () => Promise<string>;
}

/** The REST interface of the plugin. `/openapi.json` describes it. */
export function createRouter(options: RouterOptions): express.Router {
  const router = Router();
  router.use(express.json({ limit: '100kb' }));
  addDeploymentRoutes(router, options);
  addLiveRoutes(router, options);
  addPlatformRoutes(router, options);
  return router;
}
