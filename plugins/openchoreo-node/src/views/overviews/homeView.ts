import {
  entityRefOf,
  statesWorstFirst,
  type ComponentRef,
  type DeploymentState,
  type Home,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../../domain/ComponentSnapshot';
import { oldestAge } from '../dataAge';
import { environmentState } from '../environmentState';
import type { OverviewContext } from '../ViewSource';
import {
  byName,
  componentEntityRef,
  deploymentSummary,
  occupiedEnvironments,
  promotionTitles,
  stateCounts,
  worstState,
} from './overviewRows';
import { decideOnce, type DecideReadable } from './visibility';

type HomeWithoutApprovals = Omit<Home, 'approvals'>;
type DeploymentInNeed = Home['deployments'][number];

/** A deployment in one of these states needs attention. What waits for an approval is among the approvals. */
const statesNeedingAttention: ReadonlySet<DeploymentState> = new Set([
  'Failed',
  'Degraded',
  'Unknown',
]);

const maxDeployments = 50;
const maxPromotions = 10;
/** How many promotions of each organization are looked at for those of owned components. */
const maxListed = 200;
/** How many promotions of all organizations are looked at, and decided on, for those that the caller may see. */
const maxDecided = 200;

/**
 * What the owner of components has to look at. When the caller owns none, the promotions are those of all components that the caller
 * may see.
 */
export async function homeView(
  context: OverviewContext,
  owned: readonly ComponentRef[],
  decide: DecideReadable,
): Promise<HomeWithoutApprovals> {
  const { source, now } = context;
  const found = owned.flatMap(ref => source.snapshot(ref, now) ?? []);
  const isReadable = await decideOnce(
    decide,
    found.map(({ ref }) => ref),
  );
  const components = found.filter(({ ref }) => isReadable(ref));
  return {
    componentCount: components.length,
    states: stateCounts(components.map(worstState)),
    deployments: components
      .flatMap(deploymentsInNeed)
      .sort(byUrgency)
      .slice(0, maxDeployments),
    promotions: await newestPromotions(context, components, decide),
    projects: projectsOf(context, components),
    ...oldestAge(
      source,
      new Set(components.map(({ ref }) => ref.organization)),
      now,
    ),
  };
}

function deploymentsInNeed(component: ComponentSnapshot): DeploymentInNeed[] {
  return occupiedEnvironments(component).flatMap(name => {
    const { state, since } = environmentState(component, name);
    if (!statesNeedingAttention.has(state)) return [];
    const environment = component.environments.get(name);
    return {
      ...deploymentSummary(component, name),
      component: component.ref,
      displayName: component.displayName,
      entityRef: componentEntityRef(component),
      environmentTitle: environment?.displayName,
      isProduction: environment?.isProduction ?? false,
      since,
    };
  });
}

function byUrgency(a: DeploymentInNeed, b: DeploymentInNeed): number {
  return (
    Number(b.isProduction) - Number(a.isProduction) ||
    statesWorstFirst.indexOf(a.state) - statesWorstFirst.indexOf(b.state) ||
    (b.since ?? '').localeCompare(a.since ?? '', 'en') ||
    a.entityRef.localeCompare(b.entityRef, 'en')
  );
}

async function newestPromotions(
  { source, now }: OverviewContext,
  components: readonly ComponentSnapshot[],
  decide: DecideReadable,
): Promise<Home['promotions']> {
  const organizations = new Set(
    (components.length
      ? components.map(({ ref }) => ref)
      : source.projects({})
    ).map(({ organization }) => organization),
  );
  const own = new Set(components.map(componentEntityRef));
  const maxWanted = own.size
    ? maxPromotions
    : Math.max(maxPromotions, Math.floor(maxDecided / organizations.size));
  const listed = [...organizations].flatMap(organization => {
    const promotions: Home['promotions'] = [];
    let count = 0;
    for (const { promotion } of source.promotions.list({ organization })) {
      const { component: name } = promotion.component;
      const entityRef = entityRefOf({ type: 'component', organization, name });
      if (!own.size || own.has(entityRef)) {
        promotions.push({ ...promotion, entityRef });
      }
      count += 1;
      if (promotions.length === maxWanted || count === maxListed) break;
    }
    return promotions;
  });
  const isReadable = await decideOnce(
    decide,
    listed.map(({ component }) => component),
  );
  return listed
    .filter(({ component }) => isReadable(component))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt, 'en'))
    .slice(0, maxPromotions)
    .map(promotion => {
      const component = source.snapshot(promotion.component, now);
      return component
        ? { ...promotion, ...promotionTitles(component, promotion) }
        : promotion;
    });
}

function projectsOf(
  { source }: OverviewContext,
  components: readonly ComponentSnapshot[],
): Home['projects'] {
  const byProject = new Map<string, ComponentSnapshot[]>();
  for (const component of components) {
    const { organization, project } = component.ref;
    const key = `${organization}/${project}`;
    byProject.set(key, [...(byProject.get(key) ?? []), component]);
  }
  return [...byProject.values()]
    .map(members => {
      const { organization, project } = members[0].ref;
      const [found] = source.projects({ organization, project });
      return {
        organization,
        project,
        displayName: found?.displayName,
        entityRef: entityRefOf({
          type: 'project',
          organization,
          name: project,
        }),
        componentCount: members.length,
        states: stateCounts(members.map(worstState)),
        name: found?.displayName ?? project,
      };
    })
    .sort(byName)
    .map(({ name: _, ...project }) => project);
}
