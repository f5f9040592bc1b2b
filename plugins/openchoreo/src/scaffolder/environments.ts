import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { deployedReleaseText } from '../text';
import {
  useComponentReader,
  useOrganizationReader,
  useProjectReader,
} from './entityRefs';

/** An environment that a field offers. */
export interface OfferedEnvironment {
  name: string;
  displayName?: string;
  isProduction: boolean;
  needsApproval?: boolean;
  /** Names of the environments that follow it in the pipeline of a project. */
  promotesTo?: readonly string[];
  /** The release of the component that runs there. Undefined where none does. */
  release?: string;
}

/** Reads the environments of an entity, in promotion order where there is one. */
export type EnvironmentsReader = (
  entityRef: string,
  signal: AbortSignal,
) => Promise<OfferedEnvironment[]>;

/** Returns the reader of the environments of a component, a project or an organization. */
export function useEnvironmentsReader(
  of: 'component' | 'project' | 'organization',
): EnvironmentsReader {
  const ofComponent = useComponentEnvironments();
  const ofProject = useProjectEnvironments();
  const ofOrganization = useOrganizationEnvironments();
  return {
    component: ofComponent,
    project: ofProject,
    organization: ofOrganization,
  }[of];
}

function useComponentEnvironments(): EnvironmentsReader {
  const api = useApi(openChoreoApiRef);
  const readComponent = useComponentReader();
  return useCallback(
    async (entityRef, signal) => {
      const ref = await readComponent(entityRef);
      const { pipeline, environments } = await api.request(
        reads.getDeployBoard,
        ref,
        { signal },
      );
      return environments.map(({ environment, release }) => ({
        ...environment,
        needsApproval: pipeline.edges.some(
          ({ to, requiresApproval }) =>
            to === environment.name && requiresApproval,
        ),
        release: release && deployedReleaseText(release),
      }));
    },
    [api, readComponent],
  );
}

function useProjectEnvironments(): EnvironmentsReader {
  const api = useApi(openChoreoApiRef);
  const readProject = useProjectReader();
  return useCallback(
    async (entityRef, signal) => {
      const { organization, project } = await readProject(entityRef);
      const { projects } = await api.request(
        reads.listProjects,
        { organization },
        { signal },
      );
      const found = projects.find(
        each => each.organization === organization && each.name === project,
      );
      return found?.environments ?? [];
    },
    [api, readProject],
  );
}

function useOrganizationEnvironments(): EnvironmentsReader {
  const api = useApi(openChoreoApiRef);
  const readOrganization = useOrganizationReader();
  return useCallback(
    async (entityRef, signal) => {
      const organization = await readOrganization(entityRef);
      const { environments } = await api.request(
        reads.describeOrganization,
        { organization },
        { signal },
      );
      return environments;
    },
    [api, readOrganization],
  );
}
