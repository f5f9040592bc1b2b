import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { GitServer, RestHandler } from '@promenade/test-git';

/** A pull request that was opened. */
export interface OpenedPullRequest {
  head: string;
  base: string;
  title: string;
  description: string;
}

/** The few calls of a REST API that the actions need, as its documentation describes them, on the repositories of a Git server. */
export interface GitServiceApi {
  rest: RestHandler;
  /** The repositories are on this server. To set before the first request. */
  server?: GitServer;
  pullRequests: OpenedPullRequest[];
  /** Repositories that were created. */
  repositories: string[];
  /** The values of the header with the token. */
  tokens: Set<string>;
}

type Route = [
  method: string,
  path: RegExp,
  answer: (
    parts: string[],
    request: { query: URLSearchParams; body: unknown },
  ) => Promise<[status: number, body: unknown]> | [number, unknown],
];

function serviceApi(
  tokenHeader: string,
  routesOf: (api: GitServiceApi) => Route[],
): GitServiceApi {
  const api: GitServiceApi = {
    pullRequests: [],
    repositories: [],
    tokens: new Set(),
    async rest(request, response) {
      const { pathname, searchParams } = new URL(
        request.url ?? '/',
        'http://localhost',
      );
      for (const [method, path, answer] of routesOf(api)) {
        const match = path.exec(pathname);
        if (request.method !== method || !match) continue;
        api.tokens.add(String(request.headers[tokenHeader]));
        const parts = match.slice(1).map(decodeURIComponent);
        const [status, body] = await answer(parts, {
          query: searchParams,
          body: await jsonOf(request),
        });
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(body));
        return true;
      }
      return false;
    },
  };
  return api;
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : undefined;
}

const text = z.string();
const notFound: [number, unknown] = [404, { message: 'Not Found' }];

async function hasRepository(
  { server }: GitServiceApi,
  repository: string,
): Promise<boolean> {
  return (await server?.hasRepository(repository)) ?? false;
}

async function create(api: GitServiceApi, repository: string) {
  await api.server?.createRepository(repository);
  api.repositories.push(repository);
}

/** Opens a pull request if its branch exists, as a real service requires. */
async function open(
  api: GitServiceApi,
  repository: string,
  request: OpenedPullRequest,
): Promise<number | undefined> {
  const branches = (await api.server?.branches(repository)) ?? [];
  if (!branches.includes(request.head) || !branches.includes(request.base)) {
    return undefined;
  }
  return api.pullRequests.push(request);
}

/** https://docs.github.com/en/rest, under `/api/v3`. */
export function gitHubApi(): GitServiceApi {
  const base = 'https://github.test';
  return serviceApi('authorization', api => {
    const path = (rest: string) =>
      new RegExp(`^/api/v3/repos/([^/]+)/([^/]+)${rest}$`);
    return [
      [
        'GET',
        path(''),
        async ([owner, name]) =>
          (await hasRepository(api, `${owner}/${name}`)) ? [200, {}] : notFound,
      ],
      [
        'GET',
        /^\/api\/v3\/users\/([^/]+)$/,
        () => [200, { type: 'Organization' }],
      ],
      [
        'POST',
        /^\/api\/v3\/orgs\/([^/]+)\/repos$/,
        async ([owner], { body }) => {
          const { name } = z.object({ name: text }).parse(body);
          await create(api, `${owner}/${name}`);
          return [201, {}];
        },
      ],
      [
        'GET',
        path('/pulls'),
        ([owner, name], { query }) => [
          200,
          api.pullRequests.flatMap(({ head }, index) =>
            query.get('head') === `${owner}:${head}`
              ? [{ html_url: `${base}/${owner}/${name}/pull/${index + 1}` }]
              : [],
          ),
        ],
      ],
      [
        'POST',
        path('/pulls'),
        async ([owner, name], { body }) => {
          const given = z
            .object({ head: text, base: text, title: text, body: text })
            .parse(body);
          const number = await open(api, `${owner}/${name}`, {
            ...given,
            description: given.body,
          });
          return number
            ? [201, { html_url: `${base}/${owner}/${name}/pull/${number}` }]
            : [422, { message: 'Validation Failed' }];
        },
      ],
    ];
  });
}

/** https://docs.gitlab.com/api/rest/, under `/api/v4`. */
export function gitLabApi(): GitServiceApi {
  const base = 'https://gitlab.test';
  const projects = '/api/v4/projects';
  return serviceApi('authorization', api => [
    [
      'GET',
      new RegExp(`^${projects}/([^/]+)$`),
      async ([project = '']) =>
        (await hasRepository(api, project)) ? [200, {}] : notFound,
    ],
    ['GET', /^\/api\/v4\/namespaces\/([^/]+)$/, () => [200, { id: 7 }]],
    [
      'POST',
      new RegExp(`^${projects}$`),
      async (_, { body }) => {
        const { path } = z
          .object({ path: text, namespace_id: z.literal(7) })
          .parse(body);
        await create(api, `acme/${path}`);
        return [201, {}];
      },
    ],
    [
      'GET',
      new RegExp(`^${projects}/([^/]+)/merge_requests$`),
      ([project], { query }) => [
        200,
        api.pullRequests.flatMap(({ head }, index) =>
          query.get('source_branch') === head
            ? [{ web_url: `${base}/${project}/-/merge_requests/${index + 1}` }]
            : [],
        ),
      ],
    ],
    [
      'POST',
      new RegExp(`^${projects}/([^/]+)/merge_requests$`),
      async ([project = ''], { body }) => {
        const given = z
          .object({
            source_branch: text,
            target_branch: text,
            title: text,
            description: text,
          })
          .parse(body);
        const number = await open(api, project, {
          head: given.source_branch,
          base: given.target_branch,
          title: given.title,
          description: given.description,
        });
        return number
          ? [201, { web_url: `${base}/${project}/-/merge_requests/${number}` }]
          : [400, { message: 'Branch does not exist' }];
      },
    ],
  ]);
}
