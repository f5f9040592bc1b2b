import { NotFoundError } from '@backstage/errors';
import type {
  ComponentRef,
  Log,
  LogLine,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { BuildPods } from '../domain/BuildPods';
import { collectLog, defaultTail } from './collectLog';
import type {
  LiveObject,
  LogRequest,
  RuntimeProvider,
} from './RuntimeProvider';

/**
 * Which part of the log of a build to read.
 *
 * @public
 */
export interface BuildLogRequest extends Pick<LogRequest, 'since' | 'tail'> {
  build: string;
  /** Name of the step in the workflow. */
  step: string;
}

/**
 * A build, and the build plane that its pods are on.
 *
 * @public
 */
export interface BuildPodTarget {
  pods: BuildPods;
  /** @throws NotAllowedError, ServiceUnavailableError with the remedy */
  provider(): Promise<RuntimeProvider>;
}

/**
 * Finds the pods of a build. Undefined when the component has no build of that name.
 *
 * @public
 */
export interface BuildPodSource {
  buildPods(ref: ComponentRef, build: string): BuildPodTarget | undefined;
}

/** The container of a pod of Argo Workflows that runs the step. */
const container = 'main';

/** Name of the node of the workflow that a pod runs, which ends with the name of the step. */
const nodeName = 'workflows.argoproj.io/node-name';

/**
 * Reads the logs of the steps of builds from their pods. A caller reaches no other pods of the build plane: they are selected by the
 * UID of the build.
 *
 * @public
 */
export class BuildLogReader {
  readonly #source: BuildPodSource;

  constructor(source: BuildPodSource) {
    this.#source = source;
  }

  /** The last lines of the log of a step. @throws NotFoundError when the build or the pod of the step does not exist */
  read(
    ref: ComponentRef,
    request: BuildLogRequest,
    signal: AbortSignal,
  ): Promise<Log> {
    return collectLog(
      (tail, until) => this.#open(ref, { ...request, tail }, false, until),
      request.tail,
      signal,
    );
  }

  /** The last lines of the log of a step, then each new one. Ends with the step. @throws as `read` does */
  follow(
    ref: ComponentRef,
    { tail = defaultTail, ...request }: BuildLogRequest,
    signal: AbortSignal,
  ): Promise<AsyncIterable<LogLine>> {
    return this.#open(ref, { ...request, tail }, true, signal);
  }

  async #open(
    ref: ComponentRef,
    { build, step, since, tail }: BuildLogRequest,
    follow: boolean,
    signal: AbortSignal,
  ): Promise<AsyncIterable<LogLine>> {
    const target = this.#source.buildPods(ref, build);
    if (!target) {
      throw new NotFoundError(`${ref.component} has no build ${build}`);
    }
    const provider = await target.provider();
    const { namespace, labels } = target.pods;
    const pods = await provider.list('Pod', { namespace, labels }, signal);
    const pod = findStepPod(pods, step);
    if (!pod) {
      throw new NotFoundError(
        `Step ${step} of ${build} has no pod on the build plane. It has not started, or its pod was deleted with its log`,
      );
    }
    return provider.log(
      { namespace, pod: pod.name, container, follow, since, tail },
      signal,
    );
  }
}

/** The newest pod that runs a step: a step that is retried has several. */
function findStepPod(
  pods: readonly LiveObject[],
  step: string,
): LiveObject | undefined {
  return pods
    .filter(({ annotations }) => {
      const node = annotations[nodeName];
      return node === step || node?.endsWith(`.${step}`);
    })
    .sort((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? '', 'en'))
    .at(-1);
}
