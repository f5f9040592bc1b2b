import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { waitForCache } from '@promenade/backstage-plugin-openchoreo-node';
import express, {
  type ErrorRequestHandler,
  type Request,
  type Response,
} from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { ChoreoctlServices } from './ChoreoctlRoute';
import { ChoreoctlError, errorResponse, successBody } from './envelope';
import { readRoutes } from './readRoutes';
import { writeRoutes } from './writeRoutes';

/** All routes but `/health` and `/ready`. */
export const choreoctlRoutes = [...readRoutes, ...writeRoutes];

/** Where the routes are, below the path of the plugin. It is the end of the URL that choreoctl is configured with. */
export const choreoctlPath = '/choreoctl';

const paramsSchema = z.record(z.string(), z.string());

/**
 * The REST API of OpenChoreo v0.3.2, for choreoctl and what else was made for it. It authenticates every request itself, so that also
 * a request without credentials gets the envelope which its clients can read.
 */
export function createChoreoctlRouter(
  options: ChoreoctlServices & {
    httpAuth: HttpAuthService;
    logger: LoggerService;
  },
): express.Router {
  const { httpAuth, logger, ...services } = options;
  const router = Router();
  router.get('/health', (_request, response) => response.send('OK'));
  router.get('/ready', (_request, response) => {
    const { status } = services.openChoreo.cache.freshness();
    if (status === 'starting') response.status(503).send('Not ready');
    else response.send('Ready');
  });
  const authenticate = (request: Request) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });
  // Before the body is read.
  router.use(async (request, _response, next) => {
    await authenticate(request);
    next();
  });
  router.use(express.json({ limit: '1mb' }));
  for (const { method, path, status = 200, about, answer } of choreoctlRoutes) {
    router[method](path, async (request: Request, response: Response) => {
      try {
        const params = paramsSchema.parse(request.params);
        const { orgName: organization } = params;
        // What exists in it decides the answer of many routes.
        if (organization) {
          await waitForCache(services.openChoreo.cache, { organization });
        }
        const data = await answer({
          services,
          caller: {
            credentials: await authenticate(request),
            door: 'rest',
            request,
          },
          params,
          query: request.query,
          body: request.body,
        });
        response.status(status).json(successBody(data));
      } catch (error) {
        sendError(response, error, about);
      }
    });
  }
  router.use((request: Request) => {
    throw new ChoreoctlError(
      404,
      'NOT_FOUND',
      `There is no ${request.method} ${request.path}. docs/choreoctl.md lists the routes`,
    );
  });
  const handleError: ErrorRequestHandler = (
    error,
    _request,
    response,
    next,
  ) => {
    if (response.headersSent) next(error);
    else sendError(response, error, 'RESOURCE');
  };
  router.use(handleError);

  function sendError(response: Response, error: unknown, about: string) {
    const { status, body } = errorResponse(error, about);
    if (status === 500) {
      logger.error('A request of choreoctl failed', { error: String(error) });
    }
    response.status(status).json(body);
  }
  return router;
}
