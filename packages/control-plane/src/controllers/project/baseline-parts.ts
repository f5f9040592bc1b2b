import {
  organizationKind,
  type Organization,
  type Project,
  type Release,
} from '@promenade/openchoreo-model';
import { readAccess } from '../../core/access/organization-access';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import type { ReleaseResource } from '../../core/manifest';
import { accessId, renderAccess } from '../../render/baseline/render-access';
import {
  findQuotaProblems,
  quotaIds,
  renderQuota,
} from '../../render/baseline/render-quota';
import {
  registrySecretId,
  renderRegistrySecret,
} from '../../render/baseline/render-registry-secret';
import { Read } from '../../runtime/read';

/** A part of the baseline of a cell that the organization declares. */
export type OrganizationPart = 'quota' | 'access';

type Resources = NonNullable<Release['spec']['resources']>;

interface PartDefinition {
  /** Ids of its resources in the baseline Release. */
  readonly ids: readonly string[];
  /** Whether the organization declares it without a problem. */
  isValid(spec: Organization['spec']): boolean;
  render(
    spec: Organization['spec'],
    project: Project,
    environment: string,
  ): ReleaseResource[];
}

const parts: Record<OrganizationPart, PartDefinition> = {
  quota: {
    ids: quotaIds,
    isValid: ({ quota = {} }) => findQuotaProblems(quota).length === 0,
    render: ({ quota = {} }, project, environment) =>
      renderQuota(project, environment, quota),
  },
  access: {
    ids: [accessId],
    isValid: spec => readAccess(spec).problems.length === 0,
    render: (spec, project, environment) =>
      renderAccess(project, environment, readAccess(spec).grants),
  },
};

/**
 * Returns what an organization declares for a cell of a project. A part stays as it is applied while the Organization is malformed
 * or the part has a problem.
 */
export function organizationParts(
  project: Project,
  environment: string,
  existing: Release | undefined,
  read: Read,
): Record<OrganizationPart, Resources> {
  const key = { name: project.metadata.namespace ?? '' };
  const isMalformed = read.validationError(organizationKind, key) !== undefined;
  const spec = read.get(organizationKind, key)?.spec ?? {};
  const resourcesOf = ({ ids, isValid, render }: PartDefinition): Resources =>
    isMalformed || !isValid(spec)
      ? (existing?.spec.resources ?? []).filter(({ id }) => ids.includes(id))
      : toEntries(render(spec, project, environment));
  return {
    quota: resourcesOf(parts.quota),
    access: resourcesOf(parts.access),
  };
}

/** Returns the pull Secret of a cell. It stays as it is applied while the data plane of the cell is uncertain. */
export function registryPart(
  project: Project,
  environment: string,
  existing: Release | undefined,
  read: Read,
): Resources {
  const { namespace = '' } = project.metadata;
  const found = findDataPlane(read, namespace, environment);
  if ('reason' in found) {
    return (existing?.spec.resources ?? []).filter(
      ({ id }) => id === registrySecretId,
    );
  }
  return found.dataPlane.spec.registry.secretRef
    ? toEntries([renderRegistrySecret(project, environment)])
    : [];
}

/** Copies rendered resources into entries of a Release. */
export function toEntries(resources: readonly ReleaseResource[]): Resources {
  return resources.map(({ id, object }) => ({ id, object: { ...object } }));
}
