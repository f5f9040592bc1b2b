import { createHash } from 'node:crypto';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  isErrorNamed,
  verbs,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  waitForCache,
  type Authorization,
  type BuildSource,
  type Caller,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { Push } from './Push';
import { repositoryKey } from './repositoryKey';

export interface BuildPushServices {
  auth: AuthService;
  authorization: Pick<Authorization, 'run'>;
  logger: LoggerService;
  openChoreo: OpenChoreoService;
}

/** A build that a push has started. */
export interface StartedBuild extends ComponentRef {
  build: string;
}

/** How long the resources are waited for, in milliseconds: GitHub takes no answer after 10 seconds. */
const cacheTimeoutMs = 5_000;

/** A push that is older is not built, in milliseconds: somebody sends it again who is not the Git host. */
const maxAgeMs = 24 * 60 * 60_000;

/**
 * Starts the builds of a push: of the components of its repository whose branch, or that of a deployment track, it changes. The same
 * push starts each of them once, however often it is sent. A build that cannot be started does not keep the others from starting.
 *
 * @param requester - is recorded on the builds
 * @throws the first error, so that the host can send the push again
 */
export async function buildPush(
  services: BuildPushServices,
  push: Push,
  {
    requester,
    request,
    now,
  }: { requester: string; request: Caller['request']; now: number },
): Promise<StartedBuild[]> {
  const { logger, openChoreo } = services;
  const { pushedAt } = push;
  if (pushedAt !== undefined && now - pushedAt * 1000 > maxAgeMs) {
    logger.warn(`A push of ${requester} is older than a day. It is not built`);
    return [];
  }
  const started: StartedBuild[] = [];
  const errors: unknown[] = [];
  try {
    await waitForCache(openChoreo.cache, { timeoutMs: cacheTimeoutMs });
  } catch {
    // One control plane that cannot be reached does not keep the components of the others from being built.
    errors.push(
      new ServiceUnavailableError(
        'Not all control planes have been read, and what is not known yet is not built. Send the push again later',
      ),
    );
  }
  for (const wanted of wantedBuilds(openChoreo.buildSources(), push)) {
    const { component } = wanted;
    try {
      const build = await startBuild(services, wanted, { requester, request });
      started.push({ ...component, build });
    } catch (error) {
      logger.warn(
        `A push of ${requester} does not build ${component.component}`,
        error instanceof Error ? error : undefined,
      );
      // A component that was deleted, or is not built any more, will not be built when the push is sent again.
      const isGone =
        isErrorNamed(error, 'NotFoundError') ||
        isErrorNamed(error, 'ConflictError');
      if (!isGone) errors.push(error);
    }
  }
  if (errors.length) throw errors[0];
  return started;
}

type WantedBuild = ReturnType<typeof wantedBuilds>[number];

/** @returns the name of the build */
async function startBuild(
  { auth, authorization, openChoreo }: BuildPushServices,
  { component, before, commit, branch, deploymentTrack }: WantedBuild,
  { requester, request }: { requester: string; request: Caller['request'] },
): Promise<string> {
  const input = parseInput(verbs.buildComponent.input, {
    ...component,
    branch,
    commit,
    deploymentTrack,
    idempotencyKey: pushId([branch, before, commit, deploymentTrack]),
  });
  const credentials = await auth.getOwnServiceCredentials();
  const { build } = await authorization.run(
    verbs.buildComponent,
    input,
    { credentials, door: 'rest', request, onBehalfOf: requester },
    verbRequest =>
      openChoreo.verbs.execute(verbs.buildComponent, input, verbRequest),
  );
  return build;
}

/** Identifies what a push asks of a component. */
function pushId(parts: readonly (string | undefined)[]): string {
  const text = JSON.stringify(parts);
  return `push-${createHash('sha256').update(text).digest('hex')}`;
}

/** Which components are built from which revision. */
function wantedBuilds(
  sources: readonly BuildSource[],
  { repositoryUrls, branches }: Push,
) {
  const keys = new Set(repositoryUrls.map(repositoryKey));
  keys.delete(undefined);
  return sources
    .filter(
      ({ isBuiltOnPush, repositoryUrl }) =>
        isBuiltOnPush && keys.has(repositoryKey(repositoryUrl)),
    )
    .flatMap(({ component, branch: ownBranch, tracks }) =>
      branches.flatMap(revision => [
        ...(revision.branch === ownBranch
          ? [{ component, ...revision, deploymentTrack: undefined }]
          : []),
        ...tracks
          .filter(({ branch }) => branch === revision.branch)
          .map(({ name }) => ({
            component,
            ...revision,
            deploymentTrack: name,
          })),
      ]),
    );
}
