import type {
  AuthService,
  HttpAuthService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  commands,
  dryRunParameter,
  dryRunValue,
  operationPath,
  reads,
  requestSchemas,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  type Authorization,
  type Caller,
  type VerbRequest,
} from '@promenade/backstage-plugin-openchoreo-node';
import express, { type Request } from 'express';
import Router from 'express-promise-router';
import {
  buildWebhookPath,
  createBuildWebhookRouter,
} from './buildWebhooks/createBuildWebhookRouter';
import {
  choreoctlPath,
  createChoreoctlRouter,
} from './choreoctl/createChoreoctlRouter';
import { followReads } from './live/followReads';
import type { LiveFeed } from './live/LiveFeed';
import type { LogFeed } from './live/LogFeed';
import { syncCatalog } from './catalogSync';
import { logStreams } from './logs';
import { callEndpoint } from './endpointCalls/callEndpoint';
import { readImplementations } from './reads';
import type { ReadServices } from './ReadServices';
import { sendExport } from './sendExport';

export interface RouterOptions extends ReadServices {
  auth: AuthService;
  authorization: Authorization;
  config: RootConfigService;
  feed: LiveFeed;
  logFeed: LogFeed;
  httpAuth: HttpAuthService;
  logger: LoggerService;
}

const routeMethods = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
} as const;

/** The REST routes, derived from the declarations of reads and verbs. */
export function createRouter(options: RouterOptions): express.Router {
  const { authorization, httpAuth, logFeed, openChoreo } = options;
  const router = Router();
  router.use(buildWebhookPath, createBuildWebhookRouter(options));
  router.use(choreoctlPath, createChoreoctlRouter(options));
  router.use(express.json({ limit: '100kb' }));

  const callerOf = async (request: Request) => ({
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
    request,
  });

  for (const read of readImplementations) {
    const { declaration } = read;
    router.get(expressPath(declaration), async (request, response) => {
      const input = inputOf(declaration, request);
      const send = (body: unknown) =>
        response
          .status(read.statusOf?.(body) ?? declaration.http.status)
          .json(body);
      if (declaration.permission === 'public') {
        send(await read.answer(options, input, undefined));
        return;
      }
      const caller = { ...(await callerOf(request)), door: 'rest' } as const;
      await authorization.run(declaration, input, caller, async () => {
        const exported = read.export?.(options, input, caller);
        if (exported) await sendExport(exported, response);
        else send(await read.answer(options, input, caller));
      });
    });
  }

  router.post(expressPath(reads.followReads), async (request, response) => {
    const caller = { ...(await callerOf(request)), door: 'events' } as const;
    const input = parseInput(
      reads.followReads.input,
      inputOf(reads.followReads, request),
    );
    await authorization.run(reads.followReads, input, caller, async by =>
      followReads(
        { ...options, services: options },
        input,
        { ...caller, name: by.requestedBy ?? 'unknown' },
        response,
      ),
    );
  });

  for (const { declaration, open } of logStreams) {
    router.get(expressPath(declaration), async (request, response) => {
      const input = parseInput(
        declaration.input,
        inputOf(declaration, request),
      );
      const caller = { ...(await callerOf(request)), door: 'events' } as const;
      await authorization.run(declaration, input, caller, async by =>
        logFeed.follow(
          by.requestedBy ?? 'unknown',
          signal => open(options, input, signal),
          response,
          {
            expiresAt: caller.credentials.expiresAt,
            check: () => authorization.check(declaration, input, caller),
          },
        ),
      );
    });
  }

  /** Adds the route of an operation that does something. */
  const addRoute = (
    operation: Operation,
    work: (
      input: Record<string, unknown>,
      request: VerbRequest,
      caller: Caller,
    ) => Promise<unknown>,
    plan?: (
      input: Record<string, unknown>,
      request: VerbRequest,
    ) => Promise<unknown>,
  ) => {
    const { method, status } = operation.http;
    router
      .route(expressPath(operation))
      [routeMethods[method]](
        async (request: Request, response: express.Response) => {
          const input = inputOf(operation, request);
          const caller = {
            ...(await callerOf(request)),
            door: 'rest',
          } as const;
          if (plan && isDryRun(request)) {
            const planned = await authorization.dryRun(
              operation,
              input,
              caller,
              verbRequest => plan(input, verbRequest),
            );
            response.json(planned);
            return;
          }
          const output = await authorization.run(
            operation,
            input,
            caller,
            verbRequest => work(input, verbRequest, caller),
          );
          response.status(status);
          if (status === 204) response.end();
          else response.json(output);
        },
      );
  };

  addRoute(commands.syncCatalog, (input, _request, { credentials }) =>
    syncCatalog(options, input, credentials),
  );
  addRoute(commands.callEndpoint, input =>
    callEndpoint(options, parseInput(commands.callEndpoint.input, input)),
  );
  for (const verb of openChoreo.verbDeclarations) {
    addRoute(
      verb,
      (input, verbRequest) =>
        openChoreo.verbs.execute(verb, input, verbRequest),
      async (input, verbRequest) => {
        const plan = await openChoreo.verbs.plan(verb, input, verbRequest);
        return plan.output;
      },
    );
  }
  return router;
}

function expressPath(operation: Operation): string {
  return operationPath(operation).replace(/\{(\w+)\}/g, ':$1');
}

/** @throws InputError for another value than that of a dry run: the change must not be made then */
function isDryRun({ query }: Request): boolean {
  const value = query[dryRunParameter];
  if (value === undefined) return false;
  if (value === dryRunValue) return true;
  throw new InputError(
    `${dryRunParameter}: the value is ${dryRunValue}, or the parameter is absent`,
  );
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
