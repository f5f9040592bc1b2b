import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  operationPath,
  reads,
  requestSchemas,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  type Authorization,
} from '@promenade/backstage-plugin-openchoreo-node';
import express, { type Request } from 'express';
import Router from 'express-promise-router';
import type { BoardFeed } from './live/BoardFeed';
import { streamBoard } from './live/streamBoard';
import { readImplementations, type ReadServices } from './reads';

export interface RouterOptions extends ReadServices {
  authorization: Authorization;
  feed: BoardFeed;
  httpAuth: HttpAuthService;
}

const routeMethods = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
} as const;

/** The REST routes, derived from the declarations of reads and verbs. */
export function createRouter(options: RouterOptions): express.Router {
  const { authorization, feed, httpAuth, openChoreo } = options;
  const router = Router();
  router.use(express.json({ limit: '100kb' }));

  const callerOf = async (request: Request) => ({
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
    request,
  });

  for (const { declaration, answer, statusOf } of readImplementations) {
    router.get(expressPath(declaration), async (request, response) => {
      const read = async (input: object) => answer(options, input);
      const input = inputOf(declaration, request);
      const body =
        declaration.permission === 'public'
          ? await read(input)
          : await authorization.run(
              declaration,
              input,
              { ...(await callerOf(request)), door: 'rest' },
              () => read(input),
            );
      response.status(statusOf?.(body) ?? declaration.http.status).json(body);
    });
  }

  router.get(
    expressPath(reads.streamDeployBoard),
    async (request, response) => {
      const ref = parseInput(reads.streamDeployBoard.input, request.params);
      const caller = { ...(await callerOf(request)), door: 'events' } as const;
      await authorization.run(reads.streamDeployBoard, ref, caller, async () =>
        streamBoard(feed, ref, response, caller.credentials.expiresAt),
      );
    },
  );

  for (const verb of openChoreo.verbDeclarations) {
    const { method, status } = verb.http;
    router
      .route(expressPath(verb))
      [routeMethods[method]](
        async (request: Request, response: express.Response) => {
          const input = inputOf(verb, request);
          const output = await authorization.run(
            verb,
            input,
            { ...(await callerOf(request)), door: 'rest' },
            verbRequest => openChoreo.verbs.execute(verb, input, verbRequest),
          );
          response.status(status);
          if (status === 204) response.end();
          else response.json(output);
        },
      );
  }
  return router;
}

function expressPath(operation: Operation): string {
  return operationPath(operation).replace(/\{(\w+)\}/g, ':$1');
}

/** The validated input of a request. @throws InputError that names each invalid field */
function inputOf(operation: Operation, request: Request) {
  const { path, rest } = requestSchemas(operation);
  const isGet = operation.http.method === 'GET';
  return {
    ...parseInput(path, request.params),
    ...parseInput(rest, isGet ? request.query : request.body),
  };
}
