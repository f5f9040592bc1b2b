import {
  commands,
  reads,
  isResponseError,
  verbs,
  type AllowedVerbs,
  type CatalogSyncReport,
  type ComponentRef,
  type DeployBoard,
  type Log,
  type LiveMessage,
  type LiveTopic,
  type LogMessage,
  type Runtime,
  type OpenChoreoApi,
  type Operation,
  type OperationInput,
  type OrganizationDescription,
  type PendingApproval,
  type ProjectList,
  type PromotionPlan,
  type PromotionRecord,
  type ReleaseList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { sampleAuditEntries } from './auditEntries';
import { plan, promotion } from './builders';
import { sampleBuilds } from './builds';
import { sampleCell } from './cells';
import { sampleChanges, sampleConfiguration } from './configurations';
import { catalogSync } from './catalogSync';
import {
  endedPromotions,
  pendingApprovals,
  releaseList,
  samplePromotion,
} from './history';
import { sampleHome } from './home';
import { sampleManifests } from './manifests';
import { sampleOrganization, sampleProjects } from './organizations';
import {
  sampleBranchingPipeline,
  sampleBuildPlane,
  sampleDataPlane,
  sampleEnvironment,
  sampleOrganizationOverview,
  sampleProject,
} from './overviews';
import {
  crashLog,
  pickEnvironment,
  readyRuntime,
  sampleEvents,
  sampleManifest,
} from './runtimes';
import { responseError } from './responseError';

/** A request of a verb. */
interface SentVerb {
  verb: string;
  input: unknown;
}

/** The number of promotions on a page of the history. */
const pageSize = 4;

/** An in-memory backend for tests and the preview page. It has one board and sends it to all streams. */
export class SampleApi implements OpenChoreoApi {
  readonly promoteRequests: OperationInput<typeof verbs.promoteComponent>[] =
    [];
  readonly stateRequests: Omit<
    OperationInput<typeof verbs.setState>,
    keyof ComponentRef
  >[] = [];
  /** The accepted requests of the other verbs, in their order. */
  readonly sentVerbs: SentVerb[] = [];
  /** The inputs of the reads that were downloaded. */
  readonly downloads: unknown[] = [];
  /** The inputs of the requests for the history of promotions. */
  readonly historyRequests: OperationInput<
    typeof reads.listOrganizationPromotions
  >[] = [];
  /** Thrown by the next request of a plan, the catalog sync or a verb, then cleared. */
  nextError?: Error;
  currentPlan: PromotionPlan = plan();
  /** The plans of rollbacks by artifact. Default: `currentPlan`. */
  rollbackPlans: Readonly<Record<string, PromotionPlan>> = {};
  allowedVerbs: AllowedVerbs = { verbs: [] };
  releases: ReleaseList = releaseList;
  promotions: readonly PromotionRecord[] = endedPromotions;
  projects: ProjectList = sampleProjects;
  organization: OrganizationDescription = sampleOrganization;
  approvals: readonly PendingApproval[] = pendingApprovals;
  catalogSync: CatalogSyncReport = catalogSync();
  /** The answers of the reads of entity pages, by the name of the read. */
  overviews: Readonly<Record<string, object>> = {
    [reads.getOrganization.name]: sampleOrganizationOverview,
    [reads.getHome.name]: sampleHome,
    [reads.describePromotion.name]: samplePromotion,
    [reads.getProject.name]: sampleProject,
    [reads.getCell.name]: sampleCell,
    [reads.getEnvironment.name]: sampleEnvironment,
    [reads.getDataPlane.name]: sampleDataPlane,
    [reads.getBuildPlane.name]: sampleBuildPlane,
    [reads.listBuilds.name]: sampleBuilds,
    [reads.getConfiguration.name]: sampleConfiguration,
    [reads.listAuditEntries.name]: sampleAuditEntries,
    [reads.getPipeline.name]: sampleBranchingPipeline,
  };
  /** What verbs return, by name. Default: a promotion. */
  verbOutputs: Readonly<Record<string, object>> = {
    [verbs.buildComponent.name]: { build: 'greeter-build-1', objects: [] },
    [verbs.applyPipeline.name]: {
      organization: 'default',
      pipeline: 'default',
      changes: [],
    },
    [verbs.applyPromotionPolicy.name]: {
      organization: 'default',
      policy: 'shop',
      changes: [],
    },
    [verbs.promoteProject.name]: {
      name: 'shop-to-staging',
      project: 'shop',
      from: 'development',
      to: 'staging',
      phase: 'Pending',
      requested: ['cart', 'web'],
      components: [],
    },
    [verbs.updateComponent.name]: sampleChanges,
    [verbs.runTask.name]: { requestedAt: new Date().toISOString() },
    [verbs.applyConfiguration.name]: {
      ...sampleChanges,
      organization: 'default',
      configurationGroup: 'mail',
    },
    [verbs.applySecretReference.name]: {
      ...sampleChanges,
      organization: 'default',
      configurationGroup: 'mail',
    },
    [verbs.deleteComponent.name]: {
      environments: ['development', 'staging'],
      objects: [{ kind: 'Component', name: 'greeter' }],
    },
  };
  /** The responses of dry runs, by the name of the verb. Default: that of the verb. */
  plans: Readonly<Record<string, object>> = {};
  /** The dry runs of verbs, in their order. */
  readonly plannedVerbs: SentVerb[] = [];
  runtime: Runtime = readyRuntime;
  /** The log of every container. */
  log: Log = crashLog;
  /** The inputs of the requests that follow logs. */
  readonly followedLogs: object[] = [];
  readonly #logStreams = new Set<(message: LogMessage) => void>();
  /** The inputs of the requests of these reads. */
  readonly overviewRequests: object[] = [];
  #board: DeployBoard | undefined;
  #version = 0;
  readonly #streams = new Set<() => void>();

  constructor(board: DeployBoard) {
    this.#board = board;
  }

  /** Replaces the board and sends it to all streams. */
  publish(board: DeployBoard) {
    this.#board = board;
    this.refresh();
  }

  /** Answers as for a deleted component. */
  delete() {
    this.#board = undefined;
    this.refresh();
  }

  readonly request: OpenChoreoApi['request'] = async (
    operation,
    input,
    options,
  ) =>
    operation.output.parse(
      await (options?.dryRun
        ? this.#plan(operation, input)
        : this.#respond(operation, input)),
    );

  async #plan(operation: Operation, input: object): Promise<unknown> {
    const response = this.#sendVerb(operation, input, this.plannedVerbs);
    return this.plans[operation.name] ?? response;
  }

  readonly download: OpenChoreoApi['download'] = async (_operation, input) => {
    this.#throwNextError();
    this.downloads.push(input);
    return new Blob(['content of the file']);
  };

  async #respond(operation: Operation, input: object): Promise<unknown> {
    if (operation.name in this.overviews) {
      return this.overview(operation.name, input);
    }
    switch (operation.name) {
      case reads.getDeployBoard.name:
        if (!this.#board)
          throw await responseError(404, 'There is no such component.');
        return this.#board;
      case reads.getRuntime.name:
        return { ...(await this.getRuntime()), ...pickEnvironment(input) };
      case reads.listRuntimeEvents.name:
        return sampleEvents;
      case reads.getRuntimeManifest.name:
        return sampleManifest;
      case reads.readLog.name:
      case reads.readBuildLog.name:
        return this.log;
      case reads.getPromotionPlan.name:
        return this.plan(reads.getPromotionPlan.input.parse(input));
      case reads.getRequestedPromotionPlan.name:
        return this.plan({ from: 'staging', to: 'production' });
      case reads.getRollbackPlan.name:
        return this.#rollbackPlan(reads.getRollbackPlan.input.parse(input));
      case verbs.previewRelease.name:
        this.#throwNextError();
        return sampleManifests;
      case reads.getAllowedVerbs.name:
        return this.allowedVerbs;
      case reads.listReleases.name:
        return this.listReleases();
      case reads.listPromotions.name:
      case reads.listProjectPromotions.name:
      case reads.listOrganizationPromotions.name:
        return this.listPromotions(
          reads.listOrganizationPromotions.input.parse(input),
        );
      case reads.listProjects.name:
        return this.projects;
      case reads.describeOrganization.name:
        return this.organization;
      case reads.listApprovals.name:
        return this.listApprovals();
      case reads.getCatalogSync.name:
        return this.getCatalogSync();
      case commands.syncCatalog.name:
        this.#sendVerb(operation, input);
        return this.catalogSync;
      case verbs.promoteComponent.name:
        return this.promote(verbs.promoteComponent.input.parse(input));
      case verbs.setState.name:
        return this.setState(verbs.setState.input.parse(input));
      default:
        return this.#sendVerb(operation, input);
    }
  }

  #sendVerb(operation: Operation, input: object, sent = this.sentVerbs) {
    this.#throwNextError();
    sent.push({
      verb: operation.name,
      input: operation.input.parse(input),
    });
    this.refresh();
    return this.verbOutputs[operation.name] ?? promotion({});
  }

  async #rollbackPlan(
    input: OperationInput<typeof reads.getRollbackPlan>,
  ): Promise<PromotionPlan> {
    const { environment, artifact } = input;
    const edge = { from: environment, to: environment };
    const current = await this.plan(edge);
    const release = this.releases.environments
      .flatMap(({ revisions }) => revisions)
      .find(revision => revision.artifact === artifact)?.release;
    return (
      this.rollbackPlans[artifact] ?? {
        ...current,
        release: release ?? current.release,
        requiresApproval: false,
      }
    );
  }

  protected async plan({ from, to }: { from: string; to: string }) {
    this.#throwNextError();
    return { ...this.currentPlan, from, to };
  }

  protected async overview(read: string, input: object): Promise<object> {
    this.#throwNextError();
    this.overviewRequests.push(input);
    return this.overviews[read];
  }

  protected async listReleases(): Promise<ReleaseList> {
    return this.releases;
  }

  protected async listPromotions(
    input: OperationInput<typeof reads.listOrganizationPromotions>,
  ) {
    this.historyRequests.push(input);
    const { environment, phase, person, type, cursor, limit } = input;
    const matching = this.promotions.filter(
      each =>
        (!environment || each.to === environment) &&
        (!phase || each.phase === phase) &&
        (!type || each.type === type) &&
        (!person || each.requestedBy === person),
    );
    const start = Number(cursor ?? 0);
    const end = start + Number(limit ?? pageSize);
    return {
      promotions: matching.slice(start, end),
      nextCursor: end < matching.length ? String(end) : undefined,
    };
  }

  protected async listApprovals() {
    return { approvals: [...this.approvals] };
  }

  protected async getCatalogSync(): Promise<CatalogSyncReport> {
    this.#throwNextError();
    return this.catalogSync;
  }

  protected async promote(
    request: OperationInput<typeof verbs.promoteComponent>,
  ) {
    this.#throwNextError();
    this.promoteRequests.push(request);
    return promotion({}, { from: request.from, to: request.to });
  }

  protected async setState(request: OperationInput<typeof verbs.setState>) {
    this.#throwNextError();
    const { environment, state, resourceVersion, isUndo } = request;
    this.stateRequests.push({
      environment,
      state,
      resourceVersion,
      ...(isUndo && { isUndo }),
    });
    return {};
  }

  /** Answers the topics at once, and again at each `refresh`. */
  async followReads(
    topics: readonly LiveTopic[],
    options: {
      signal: AbortSignal;
      onMessage: (message: LiveMessage) => void;
    },
  ) {
    const { signal, onMessage } = options;
    const answerAll = () =>
      topics.forEach(topic =>
        this.answerTopic(topic).then(message => {
          if (!signal.aborted) onMessage(message);
        }),
      );
    this.#streams.add(answerAll);
    answerAll();
    await new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#streams.delete(answerAll);
  }

  /** Sends the answers of all topics again, as the backend does after a change. */
  refresh() {
    this.#streams.forEach(answerAll => answerAll());
  }

  protected async answerTopic({ id, read, input }: LiveTopic) {
    try {
      const declaration = Object.values(reads).find(each => each.name === read);
      if (!declaration) throw new Error(`There is no read ${read}`);
      const answer = await this.#respond(declaration, input);
      this.#version += 1;
      return {
        type: 'answer',
        id,
        version: `${this.#version}`,
        answer,
      } as const;
    } catch (error) {
      return {
        type: 'failed',
        id,
        status: isResponseError(error) ? error.statusCode : 500,
        message: isResponseError(error) ? error.cause.message : `${error}`,
      } as const;
    }
  }

  protected async getRuntime(): Promise<Runtime> {
    this.#throwNextError();
    return this.runtime;
  }

  /** Sends the log, then what `writeLog` adds. The stream of a former run ends. */
  async streamLog(
    _: Operation,
    log: { previous?: unknown },
    options: {
      signal: AbortSignal;
      onMessage: (message: LogMessage) => void;
    },
  ) {
    this.#throwNextError();
    const { signal, onMessage } = options;
    this.followedLogs.push(log);
    onMessage({ type: 'lines', lines: this.log.lines });
    if (log.previous) {
      onMessage({ type: 'end', reason: 'exited' });
      return;
    }
    this.#logStreams.add(onMessage);
    await new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#logStreams.delete(onMessage);
  }

  /** Sends a line to all logs that are followed. */
  writeLog(text: string) {
    const lines = [{ at: new Date().toISOString(), text }];
    this.#logStreams.forEach(send => send({ type: 'lines', lines }));
  }

  #throwNextError() {
    const { nextError } = this;
    this.nextError = undefined;
    if (nextError) throw nextError;
  }
}
