import { InputError } from '@backstage/errors';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import type { GitHost, Push, WebhookRequest } from './Push';
import { isSameSecret, isSignature } from './signatures';

const branchPrefix = 'refs/heads/';

/** The commit of a branch that was deleted, or before one that was created. */
const zeros = /^0+$/;

function parseBody<T extends z.ZodType>(
  schema: T,
  { body }: WebhookRequest,
): z.output<T> {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new InputError('The body is not JSON', error);
  }
  return parseInput(schema, json, 'body');
}

const url = z.string().nullish();

/** What a push to one branch says, as GitHub and GitLab write it. */
const pushFields = {
  ref: z.string(),
  before: z.string(),
  after: z.string(),
};

function pushOf(
  { ref, before, after }: z.output<z.ZodObject<typeof pushFields>>,
  repositoryUrls: readonly (string | null | undefined)[],
  pushedAt?: number,
): Push {
  const isBranch = ref.startsWith(branchPrefix) && !zeros.test(after);
  return {
    repositoryUrls: repositoryUrls.filter(each => typeof each === 'string'),
    branches: isBranch
      ? [{ branch: ref.slice(branchPrefix.length), commit: after, before }]
      : [],
    pushedAt,
  };
}

const githubPush = z.object({
  ...pushFields,
  repository: z.object({
    html_url: url,
    clone_url: url,
    ssh_url: url,
    // A time in words in other events, and in those of Gitea.
    pushed_at: z.union([z.number(), z.string()]).nullish(),
  }),
});

/** GitHub, and hosts that send what it sends: Gitea and Forgejo. */
const github: GitHost = {
  isAuthentic: (request, secret) =>
    isSignature(request.header('X-Hub-Signature-256'), request.body, secret),
  parsePush(request) {
    if (request.header('X-GitHub-Event') !== 'push') return undefined;
    const { repository, ...push } = parseBody(githubPush, request);
    const { html_url, clone_url, ssh_url, pushed_at } = repository;
    return pushOf(
      push,
      [html_url, clone_url, ssh_url],
      typeof pushed_at === 'number' ? pushed_at : undefined,
    );
  },
};

const gitlabPush = z.object({
  ...pushFields,
  project: z.object({ web_url: url, git_http_url: url, git_ssh_url: url }),
});

const gitlab: GitHost = {
  isAuthentic: (request, secret) =>
    isSameSecret(request.header('X-Gitlab-Token') ?? '', secret),
  parsePush(request) {
    if (request.header('X-Gitlab-Event') !== 'Push Hook') return undefined;
    const { project, ...push } = parseBody(gitlabPush, request);
    const { web_url, git_http_url, git_ssh_url } = project;
    return pushOf(push, [web_url, git_http_url, git_ssh_url]);
  },
};

const target = z
  .object({
    type: z.string(),
    name: z.string(),
    target: z.object({ hash: z.string() }),
  })
  .nullable();

const bitbucketPush = z.object({
  repository: z.object({
    links: z.object({ html: z.object({ href: z.string() }) }),
  }),
  push: z.object({
    changes: z.array(z.object({ old: target.optional(), new: target })),
  }),
});

/** Bitbucket Cloud. */
const bitbucket: GitHost = {
  isAuthentic: (request, secret) =>
    isSignature(request.header('X-Hub-Signature'), request.body, secret),
  parsePush(request) {
    if (request.header('X-Event-Key') !== 'repo:push') return undefined;
    const { repository, push } = parseBody(bitbucketPush, request);
    return {
      repositoryUrls: [repository.links.html.href],
      branches: push.changes.flatMap(change =>
        change.new?.type === 'branch'
          ? [
              {
                branch: change.new.name,
                commit: change.new.target.hash,
                before: change.old?.target.hash ?? '0',
              },
            ]
          : [],
      ),
    };
  },
};

const genericPush = z.object({
  repository: z.string(),
  branch: z.string(),
  commit: z.string(),
  before: z.string().optional(),
});

/** Any other host: a script or a pipeline that signs `{"repository", "branch", "commit"}`. */
const generic: GitHost = {
  isAuthentic: (request, secret) =>
    isSignature(request.header('X-Hub-Signature-256'), request.body, secret),
  parsePush(request) {
    const {
      repository,
      branch,
      commit,
      before = '0',
    } = parseBody(genericPush, request);
    return {
      repositoryUrls: [repository],
      branches: [{ branch, commit, before }],
    };
  },
};

/** The Git hosts by the name in the path of their webhook. */
export const gitHosts: Readonly<Record<string, GitHost>> = {
  github,
  gitlab,
  bitbucket,
  generic,
};
