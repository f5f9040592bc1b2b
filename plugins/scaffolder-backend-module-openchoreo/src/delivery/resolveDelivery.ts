import { InputError } from '@backstage/errors';
import {
  deliveryAnnotations,
  deliveryOf,
  type Delivery,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';

/** How the change of a step is delivered, with all defaults. */
export type ResolvedDelivery =
  | { mode: 'apply' }
  | {
      mode: 'pull-request';
      /** URL of the repository. */
      repository: string;
      /** The branch that is merged into. */
      base: string;
      folder: string | undefined;
    };

/**
 * Fills in the defaults of the project.
 *
 * @param names - the organization and the project of the change. A project that does not exist has no defaults
 * @throws InputError when the project has annotations that are not valid, or no repository is known
 */
export function resolveDelivery(
  { catalogUnits }: Pick<OpenChoreoService, 'catalogUnits'>,
  given: Delivery | undefined,
  { organization, project }: { organization?: string; project?: string },
): ResolvedDelivery {
  if (given?.mode === 'apply') return { mode: 'apply' };
  const unit =
    organization !== undefined && project !== undefined
      ? catalogUnits.get({ type: 'project', organization, name: project })
      : undefined;
  const defaults =
    unit?.type === 'project'
      ? readDefaults(unit.name, unit.deliveryAnnotations)
      : {};
  const { mode, repository, branch = 'main', path } = { ...defaults, ...given };
  if (mode !== 'pull-request') return { mode: 'apply' };
  if (!repository) {
    throw new InputError(
      `There is no repository for the pull request. Enter one under delivery.repository, or add the annotation ${deliveryAnnotations.repository} to the project`,
    );
  }
  return { mode, repository, base: branch, folder: path };
}

function readDefaults(
  project: string,
  annotations: Readonly<Record<string, string>> | undefined,
): Delivery {
  try {
    return deliveryOf(annotations);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const problems = error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new InputError(
      `The delivery annotations of the project ${project} are not valid: ${problems.join(
        '; ',
      )}. Correct them, or enter the delivery in the template`,
    );
  }
}
