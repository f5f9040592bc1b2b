import type {
  DeployBoard,
  EnvironmentCard,
  PromotionPlan,
  PromotionStep,
  PromotionView,
  ReleaseRevision,
  ReleaseView,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The time some minutes ago, as an ISO string. */
export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

/** A release of an image `registry.test/shop/<image>`. */
export function release(short: string, image: string): ReleaseView {
  return {
    name: `greeter-default-${short}0`,
    hash: short.padEnd(64, short),
    short,
    images: [
      {
        container: 'main',
        image: `registry.test/shop/${image}`,
        tag: image.split(':')[1] ?? '',
      },
    ],
  };
}

/** The card of one ready environment, with the given changes. */
export function card(
  name: string,
  changes: Partial<EnvironmentCard> & { isProduction?: boolean } = {},
): EnvironmentCard {
  const { isProduction = name.startsWith('production'), ...rest } = changes;
  return {
    environment: {
      name,
      isProduction,
      dataPlane: { name: 'default', simulated: false },
    },
    state: 'Ready',
    since: ago(2),
    comparison: [],
    endpoints: [],
    objects: [],
    actions: [],
    binding: { name: `greeter-${name}`, resourceVersion: '42' },
    ...rest,
  };
}

/** A board with the given environments, promoted one after the other unless other edges are given. */
export function board(
  environments: EnvironmentCard[],
  changes: Partial<DeployBoard> = {},
): DeployBoard {
  const names = environments.map(each => each.environment.name);
  return {
    component: {
      organization: 'default',
      project: 'shop',
      name: 'greeter',
      type: 'Service',
    },
    pipeline: {
      name: 'default',
      edges: names.slice(1).map((to, index) => ({
        from: names[index],
        to,
        requiresApproval: to === 'production',
      })),
    },
    environments,
    asOf: ago(0),
    ...changes,
  };
}

/** A promotion from staging to production. Steps that are not given are pending. */
export function promotion(
  steps: Partial<Record<PromotionStep['name'], Partial<PromotionStep>>>,
  changes: Partial<PromotionView> = {},
): PromotionView {
  const { hash, short } = release('7f3a2c1', 'greeter:1.4.2');
  return {
    name: 'greeter-staging-production-x7k2p',
    type: 'Promote',
    from: 'staging',
    to: 'production',
    release: { hash, short, version: '1.4.2' },
    artifact: 'greeter-default-7f3a2c10',
    requestedBy: 'user:default/jane.doe',
    isRequesterVerified: true,
    phase: 'Progressing',
    gates: [],
    approvals: [],
    transitions: [],
    steps: (['Check', 'Approval', 'RollOut', 'Verify', 'RollBack'] as const)
      .filter(name => name !== 'RollBack' || steps[name])
      .map(name => ({ name, state: 'Pending', ...steps[name] })),
    startedAt: ago(4),
    ...changes,
  };
}

/** A revision of an environment, from some days ago until some days ago. */
export function revision(
  short: string,
  version: string,
  changes: Partial<ReleaseRevision> = {},
): ReleaseRevision {
  const { name, hash, images } = release(short, `greeter:${version}`);
  return {
    release: {
      name,
      hash,
      short,
      version,
      images: images.map(({ image }) => image),
    },
    artifact: name,
    by: 'user:default/jane.doe',
    isCurrent: false,
    canRollBack: true,
    ...changes,
  };
}

/** A plan from staging to production with a change in every area. */
export function plan(changes: Partial<PromotionPlan> = {}): PromotionPlan {
  const next = release('7f3a2c1', 'greeter:1.4.2');
  const old = release('51be09d', 'greeter:1.3.0');
  return {
    from: 'staging',
    to: 'production',
    release: {
      hash: next.hash,
      short: next.short,
      images: next.images.map(({ image }) => image),
    },
    replaces: { hash: old.hash, short: old.short },
    changes: [
      {
        area: 'images',
        path: 'main',
        before: 'registry.test/shop/greeter:1.3.0',
        after: 'registry.test/shop/greeter:1.4.2',
      },
      {
        area: 'configuration',
        path: 'GREETING',
        before: 'Hello',
        after: 'Good morning',
      },
      { area: 'configuration', path: 'LOG_FORMAT', after: 'json' },
      { area: 'connections', path: 'cache', after: 'project/shop redis:6379' },
      {
        area: 'exposure',
        path: 'rest-api',
        before: 'project',
        after: 'public',
      },
      {
        area: 'policies',
        path: 'Requests per minute',
        before: '60',
        after: '120',
      },
    ],
    blockers: [],
    warnings: [],
    isProduction: true,
    requiresApproval: true,
    gates: [],
    ...changes,
  };
}
