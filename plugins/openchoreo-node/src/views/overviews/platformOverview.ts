import {
  entityRefOf,
  isPromotionComplete,
  type PlatformOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  BuildDetails,
  ComponentDeployments,
  PlaneDetails,
} from '../../domain/OverviewSource';
import { oldestAge } from '../dataAge';
import { environmentState } from '../environmentState';
import type { OverviewContext } from '../ViewSource';
import {
  byName,
  byOrganizationAndName,
  componentEntityRef,
  environmentKey,
  occupiedEnvironments,
  promotionTitles,
  reachability,
  stateCounts,
  statesByEnvironment,
} from './overviewRows';
import { stuckDeployments } from './stuckDeployments';
import { decideOnce, projectRef, type DecideReadable } from './visibility';

const maxPromotions = 100;
const maxBuilds = 50;

/** What of the platform needs an engineer: of components only those that the caller may see. */
export async function platformOverview(
  context: OverviewContext,
  decide: DecideReadable,
): Promise<PlatformOverview> {
  const { source, now } = context;
  const { overviews } = source;
  const organizations = overviews.organizations();
  const projects = source.projects({});
  const all = organizations.flatMap(organization =>
    overviews.deployments({ organization }, now),
  );
  const isReadable = await decideOnce(decide, [
    ...projects.map(projectRef),
    ...all.map(({ ref }) => ref),
  ]);
  const components = all.filter(({ ref }) => isReadable(ref));
  const promotions = unfinishedPromotions(components);
  return {
    states: stateCounts(components.flatMap(deployedStates)),
    ...stuckDeployments(components, now),
    organizations: organizationRows(
      organizations,
      projects.filter(each => isReadable(projectRef(each))),
      components,
    ),
    ...planeRows(context, components),
    promotions: promotions.slice(0, maxPromotions),
    promotionCount: promotions.length,
    builds: unfinishedBuilds(context, organizations, components),
    ...oldestAge(source, organizations, now),
  };
}

function deployedStates(component: ComponentDeployments) {
  return occupiedEnvironments(component)
    .map(name => environmentState(component, name).state)
    .filter(state => state !== 'NotDeployed');
}

function organizationRows(
  organizations: readonly string[],
  projects: readonly { organization: string }[],
  components: readonly ComponentDeployments[],
): PlatformOverview['organizations'] {
  return organizations
    .map(name => {
      const own = components.filter(({ ref }) => ref.organization === name);
      return {
        name,
        entityRef: entityRefOf({
          type: 'organization',
          name,
        }),
        projectCount: projects.filter(each => each.organization === name)
          .length,
        componentCount: own.length,
        states: stateCounts(own.flatMap(deployedStates)),
      };
    })
    .sort(byName);
}

function planeRows(
  { source }: OverviewContext,
  components: readonly ComponentDeployments[],
): Pick<PlatformOverview, 'dataPlanes' | 'buildPlanes'> {
  const { overviews } = source;
  const { dataPlanes, buildPlanes } = overviews.planes();
  const states = statesByEnvironment(components);
  return {
    dataPlanes: dataPlanes
      .flatMap(ref => {
        const found = overviews.dataPlane(ref);
        if (!found) return [];
        return {
          ...planeRow(found.type ?? 'data-plane', found),
          environmentCount: found.environments.length,
          states: stateCounts(
            found.environments.flatMap(
              each => states.get(environmentKey(each)) ?? [],
            ),
          ),
        };
      })
      .sort(byReachability),
    buildPlanes: buildPlanes
      .flatMap(ref => {
        const found = overviews.buildPlane(ref);
        if (!found) return [];
        return {
          ...planeRow('build-plane', found),
          unfinishedCount: found.builds.filter(isUnfinished).length,
        };
      })
      .sort(byReachability),
  };
}

function planeRow(
  type: 'data-plane' | 'cluster-data-plane' | 'build-plane',
  plane: PlaneDetails,
) {
  const { organization, name, displayName, isSimulated } = plane;
  return {
    organization,
    name,
    displayName,
    entityRef: entityRefOf({ type, organization, name }),
    isSimulated,
    reachability: reachability(plane),
  };
}

type PlaneRow = ReturnType<typeof planeRow>;

function byReachability(a: PlaneRow, b: PlaneRow): number {
  const isLost = ({ reachability: { isReachable } }: PlaneRow) =>
    Number(isReachable === false);
  return isLost(b) - isLost(a) || byOrganizationAndName(a, b);
}

function unfinishedPromotions(
  components: readonly ComponentDeployments[],
): PlatformOverview['promotions'] {
  return components
    .flatMap(component =>
      component.promotions
        .filter(promotion => !isPromotionComplete(promotion))
        .map(({ name, from, to, release, phase, ...promotion }) => ({
          name,
          from,
          to,
          release,
          phase,
          message: promotion.message,
          requestedBy: promotion.requestedBy,
          startedAt: promotion.startedAt,
          component: component.ref,
          entityRef: componentEntityRef(component),
          ...promotionTitles(component, { from, to }),
        })),
    )
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt, 'en'));
}

function isUnfinished({ phase }: BuildDetails): boolean {
  return phase === 'Pending' || phase === 'Running';
}

/** Of the components that the caller may see. */
function unfinishedBuilds(
  { source }: OverviewContext,
  organizations: readonly string[],
  components: readonly ComponentDeployments[],
): PlatformOverview['builds'] {
  const visible = new Map(
    components.map(component => [componentEntityRef(component), component]),
  );
  return organizations
    .flatMap(organization => source.overviews.newestBuilds(organization))
    .filter(isUnfinished)
    .flatMap(({ component: ref, ...build }) => {
      const entityRef = componentEntityRef({ ref });
      const component = visible.get(entityRef);
      if (!component) return [];
      return {
        name: build.name,
        phase: build.phase,
        message: build.message,
        commit: build.commit,
        createdAt: build.createdAt,
        component: ref,
        displayName: component.displayName,
        entityRef,
      };
    })
    .sort((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? '', 'en'))
    .slice(0, maxBuilds);
}
