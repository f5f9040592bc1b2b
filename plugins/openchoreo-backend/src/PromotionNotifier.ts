import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  NotificationPayload,
  NotificationSeverity,
} from '@backstage/plugin-notifications-common';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  isPromotionComplete,
  promotionPath,
  type ComponentRef,
  type PromotionPhase,
  type PromotionTransition,
  type PromotionView,
  isErrorNamed,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentEntities,
  OpenChoreoService,
  PlatformChange,
} from '@promenade/backstage-plugin-openchoreo-node';

export interface PromotionNotifierOptions {
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  components: Pick<ComponentEntities, 'refOf'>;
  logger: LoggerService;
  notifications: NotificationService;
  openChoreo: {
    cache: Pick<OpenChoreoService['cache'], 'onChange'>;
    views: Pick<OpenChoreoService['views'], 'promotion'>;
  };
  /** The longest time that a notification waits before it is sent, so that several backends do not send it at the same moment. */
  maxDelayMs?: number;
  /** Transitions before this time are not notified about: an earlier process has done that. Now by default. */
  since?: Date;
}

const defaultMaxDelayMs = 3_000;

/** What a notification is about. */
interface Subject {
  component: ComponentRef;
  promotion: PromotionView;
  transition: PromotionTransition;
}

/**
 * Notifies approvers when a promotion awaits approval, and the requester when it has ended.
 *
 * A notification has a scope of its own for each promotion and phase: when several backends send it, Backstage keeps one. The
 * random delay lets one of them be the first.
 */
export class PromotionNotifier {
  readonly #options: PromotionNotifierOptions;
  readonly #since: number;
  /** The last transition of each promotion that was handled, by namespace and name. */
  readonly #handled = new Map<string, string>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #isUnavailable = false;

  constructor(options: PromotionNotifierOptions) {
    this.#options = options;
    const since = options.since ?? new Date();
    // Times of the control plane have a resolution of a second.
    this.#since = Math.floor(since.getTime() / 1000) * 1000;
  }

  /** Returns a function that stops it. */
  start(): () => void {
    const unsubscribe = this.#options.openChoreo.cache.onChange(change =>
      this.#handleChange(change),
    );
    return () => {
      unsubscribe();
      for (const timer of this.#timers) clearTimeout(timer);
    };
  }

  #handleChange(change: PlatformChange): void {
    const { kind, type, namespace, name, components = [] } = change;
    if (kind !== 'Promotion') return;
    const key = `${namespace}/${name}`;
    if (type === 'deleted') {
      this.#handled.delete(key);
      return;
    }
    const [organization, project, component] = components[0]?.split('/') ?? [];
    if (!component) return;
    const ref = { organization, project, component };
    const promotion = this.#find(ref, name);
    const transition = promotion?.transitions.at(-1);
    if (!promotion || !transition || transition.phase !== promotion.phase) {
      return;
    }
    const id = `${transition.phase} ${transition.at}`;
    if (Date.parse(transition.at) < this.#since) return;
    if (this.#handled.get(key) === id) return;
    this.#handled.set(key, id);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#notify({ component: ref, promotion, transition });
    }, Math.random() * (this.#options.maxDelayMs ?? defaultMaxDelayMs));
    this.#timers.add(timer);
  }

  #find(ref: ComponentRef, name: string): PromotionView | undefined {
    try {
      return this.#options.openChoreo.views.promotion(ref, name);
    } catch (error) {
      if (isErrorNamed(error, 'NotFoundError')) return undefined;
      throw error;
    }
  }

  async #notify(subject: Subject): Promise<void> {
    const { logger, notifications } = this.#options;
    const { promotion } = subject;
    try {
      const recipients =
        promotion.phase === 'AwaitingApproval'
          ? await this.#approvers(subject)
          : requesterOf(subject);
      if (!recipients?.entityRef.length) return;
      await notifications.send({
        recipients: { type: 'entity', ...recipients },
        payload: payloadOf(subject),
      });
    } catch (error) {
      const text = String(error);
      if (!/status 404/.test(text)) {
        logger.warn(
          `Could not notify about the promotion ${promotion.name}: ${text}`,
        );
      } else if (!this.#isUnavailable) {
        this.#isUnavailable = true;
        logger.debug(
          'The host has no notifications backend. Nobody is notified about promotions',
        );
      }
    }
  }

  /** Those whom the policy lists, or else the owners of the component. */
  async #approvers(subject: Subject) {
    const { promotion } = subject;
    const { requiredApproval, requestedBy } = promotion;
    const { users = [], groups = [] } = requiredApproval ?? {};
    const listed = [...users, ...groups];
    const entityRef = listed.length ? listed : await this.#ownersOf(subject);
    return {
      entityRef,
      ...(requestedBy &&
        !requiredApproval?.allowsSelfApproval && {
          excludeEntityRef: requestedBy,
        }),
    };
  }

  async #ownersOf(subject: Subject) {
    const { auth, catalog, components } = this.#options;
    const entity = await catalog.getEntityByRef(
      await components.refOf(componentName(subject)),
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return (entity?.relations ?? [])
      .filter(({ type }) => type === 'ownedBy')
      .map(({ targetRef }) => targetRef);
  }
}

function componentName({ component: { organization, component } }: Subject) {
  return { organization, name: component };
}

/** The requester of a promotion that has ended. Undefined when nobody is to be told. */
function requesterOf({ promotion, transition }: Subject) {
  const { requestedBy, isRequesterVerified } = promotion;
  const isWanted =
    isPromotionComplete(promotion) && promotion.phase !== 'Superseded';
  return isWanted &&
    isRequesterVerified &&
    requestedBy?.startsWith('user:') &&
    transition.by !== requestedBy
    ? { entityRef: [requestedBy] }
    : undefined;
}

/** How a promotion ended, for a title. */
const outcomes: Partial<
  Record<PromotionPhase, { text: string; severity: NotificationSeverity }>
> = {
  Succeeded: { text: 'succeeded', severity: 'low' },
  Failed: { text: 'failed', severity: 'high' },
  RolledBack: { text: 'was rolled back', severity: 'high' },
  Rejected: { text: 'was rejected', severity: 'normal' },
  Cancelled: { text: 'was cancelled', severity: 'normal' },
  Expired: { text: 'expired', severity: 'normal' },
};

function payloadOf({
  component: { organization, component },
  promotion,
  transition,
}: Subject): NotificationPayload {
  const { name, type, from, to, phase, release, reason } = promotion;
  const what = type === 'RollBack' ? 'rollback' : 'promotion';
  const names = [release?.version, release?.short].filter(Boolean).join(', ');
  const summary = `The ${what} of ${component} to ${to}`;
  const common = {
    link: promotionPath(organization, name),
    scope: `openchoreo:promotion:${organization}/${name}:${phase}`,
  };
  if (phase === 'AwaitingApproval') {
    const path = type === 'RollBack' ? `in ${to}` : `from ${from} to ${to}`;
    const requester = promotion.requestedBy ?? 'Somebody';
    return {
      ...common,
      title: `${summary} awaits approval`,
      description: `${requester} requested it: ${names || component} ${path}.${
        reason ? ` Reason: ${reason}` : ''
      }`,
      topic: 'promotion-approval',
      severity: 'normal',
    };
  }
  const { text, severity } = outcomes[phase] ?? {
    text: 'ended',
    severity: 'normal',
  };
  return {
    ...common,
    title: `${summary} ${text}`,
    description: [
      names && `${names}.`,
      transition.by && `By ${transition.by}.`,
      transition.message,
    ]
      .filter(Boolean)
      .join(' '),
    topic: 'promotion-outcome',
    severity,
  };
}
