import type { EntityLink } from '@backstage/catalog-model';
import {
  descriptiveAnnotations,
  environmentAnnotation,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { DeploymentUnit } from '@promenade/backstage-plugin-openchoreo-node';
import type { TranslationDefaults } from './entityMeta';

/** A component or a standalone API. */
interface DeployedUnit {
  lifecycle?: string;
  deployments?: readonly DeploymentUnit[];
}

/**
 * The lifecycle that a unit names, or else that of the environments that it is deployed to: a deployment counts while its binding
 * exists, whether or not it works, so that the lifecycle changes with promotions only.
 */
export function lifecycleOf(
  { lifecycle, deployments = [] }: DeployedUnit,
  { defaultLifecycle }: Pick<TranslationDefaults, 'defaultLifecycle'>,
): string {
  if (lifecycle) return lifecycle;
  if (deployments.some(({ isProduction }) => isProduction)) return 'production';
  return deployments.length ? 'experimental' : defaultLifecycle;
}

/** What the permission rules for environments read of a unit: the environments that it is deployed to. */
export function deploymentAnnotations({
  deployments = [],
}: DeployedUnit): Record<string, string> {
  return {
    ...Object.fromEntries(
      deployments.map(({ environment }) => [
        environmentAnnotation(environment.name),
        'deployed',
      ]),
    ),
    ...productionAnnotation(
      deployments.some(({ isProduction }) => isProduction),
    ),
  };
}

/** The annotation of production environments and of what is deployed to one. */
export function productionAnnotation(
  isProduction: boolean | undefined,
): Record<string, string> {
  return isProduction ? { [descriptiveAnnotations.production]: 'true' } : {};
}

/** Links to the widest address of each endpoint in each environment that a browser can open. */
export function componentLinks({
  deployments = [],
}: DeployedUnit): EntityLink[] {
  return deployments.flatMap(({ environment, addresses }) => {
    const opened = addresses.filter(canBeOpened);
    return opened
      .filter(
        ({ endpoint }, index) =>
          opened.findIndex(other => other.endpoint === endpoint) === index,
      )
      .map(({ endpoint, url }) => ({
        url,
        title: `${endpoint} in ${environment.name}`,
      }));
  });
}

/**
 * Links to the addresses of an API in each environment that a browser can open.
 *
 * @param endpoint - the only endpoint of the unit that is meant. All by default
 */
export function apiLinks(
  { deployments = [] }: DeployedUnit,
  endpoint?: string,
): EntityLink[] {
  return deployments.flatMap(({ environment, addresses }) =>
    addresses
      .filter(canBeOpened)
      .filter(address => !endpoint || address.endpoint === endpoint)
      .map(({ url, visibility }) => ({
        url,
        title: `${environment.name} (${visibility})`,
      })),
  );
}

function canBeOpened({ url }: { url: string }): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url);
}
