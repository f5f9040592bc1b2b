import { useCallback, useMemo } from 'react';
import type { FilterPredicate } from '@backstage/filter-predicates';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { useTexts } from '../useTexts';
import { useRequest, useStable } from '../useRequest';
import { defineFormField, type FieldProps } from './defineFormField';
import { EntityCombobox } from './EntityCombobox';
import {
  annotationPaths,
  parameterName,
  parameterText,
  useOrganizationNamesReader,
  useProjectReader,
} from './entityRefs';

const projects: FilterPredicate = {
  kind: 'system',
  [annotationPaths.project]: { $exists: true },
};

const organizations: FilterPredicate = {
  kind: 'domain',
  [annotationPaths.organization]: { $exists: true },
};

const owners: FilterPredicate = { kind: 'group' };

const components: FilterPredicate = {
  kind: 'component',
  [annotationPaths.component]: { $exists: true },
};

interface ProjectOptions {
  inOrganization?: string;
}

/** The filter of the entities of an organization. All of them without one. */
function ofOrganization(organization: string | undefined): FilterPredicate[] {
  return organization ? [{ [annotationPaths.organization]: organization }] : [];
}

function ProjectField(props: FieldProps<string, ProjectOptions>) {
  const { t } = useTexts();
  const { inOrganization } = props.options;
  const filter = useMemo(
    () => ({ $all: [projects, ...ofOrganization(inOrganization)] }),
    [inOrganization],
  );
  return (
    <EntityCombobox
      field={props}
      filter={filter}
      describe={({ metadata }) =>
        t('field.inOrganization', {
          organization:
            metadata.annotations?.[openchoreoAnnotations.organization] ?? '',
        })
      }
      empty={t('field.noProjects')}
    />
  );
}

interface ComponentOptions extends ProjectOptions {
  project?: string;
  types?: string[];
}

function ComponentField(props: FieldProps<string, ComponentOptions>) {
  const { t } = useTexts();
  const { project, types, inOrganization } = props.options;
  const filter = useComponentFilter(
    project ? parameterText(props, project) : undefined,
    types,
    inOrganization,
  );
  return (
    <EntityCombobox
      field={props}
      filter={filter}
      describe={({ metadata }) =>
        t('field.inProject', {
          project: metadata.annotations?.[openchoreoAnnotations.project] ?? '',
        })
      }
      empty={t('field.noComponents')}
    />
  );
}

/** The components of a project, or of all projects. Undefined while the project is not known. */
function useComponentFilter(
  project: string | undefined,
  types: readonly string[] | undefined,
  organization: string | undefined,
): FilterPredicate | undefined {
  const readProject = useProjectReader();
  const { value: ref } = useRequest(
    useCallback(
      async () => (project ? readProject(project) : undefined),
      [readProject, project],
    ),
  );
  const stableTypes = useStable(types);
  return useMemo(() => {
    if (project && !ref) return undefined;
    const ofProject = ref && {
      [annotationPaths.organization]: ref.organization,
      [annotationPaths.project]: ref.project,
    };
    const ofTypes = stableTypes && { 'spec.type': { $in: [...stableTypes] } };
    return {
      $all: [
        components,
        ...ofOrganization(organization),
        ...(ofProject ? [ofProject] : []),
        ...(ofTypes ? [ofTypes] : []),
      ],
    };
  }, [project, ref, stableTypes, organization]);
}

function OrganizationField(props: FieldProps<string>) {
  const { t } = useTexts();
  return (
    <EntityCombobox
      field={props}
      filter={organizations}
      describe={({ metadata }) => metadata.description}
      empty={t('field.noOrganizations')}
    />
  );
}

function OwnerField(props: FieldProps<string>) {
  const { t } = useTexts();
  return (
    <EntityCombobox
      field={props}
      filter={owners}
      describe={({ metadata }) => metadata.description}
      empty={t('field.noOwners')}
    />
  );
}

interface OfOrganizationOptions {
  organization?: string;
}

/** Selects one of the deployment pipelines of an organization. */
function PipelineField(props: FieldProps<string, OfOrganizationOptions>) {
  const { t } = useTexts();
  const organization = useNamedOrganization(props);
  const filter = useMemo(
    () =>
      organization && {
        [annotationPaths.deploymentPipeline]: { $exists: true },
        [annotationPaths.organization]: organization.name,
      },
    [organization],
  );
  return (
    <EntityCombobox
      field={props}
      filter={filter || undefined}
      describe={({ metadata }) => metadata.description}
      empty={t('field.noPipelines')}
    />
  );
}

/** Selects one of the data planes of an organization and of the shared organization. */
function DataPlaneField(props: FieldProps<string, OfOrganizationOptions>) {
  const { t } = useTexts();
  const organization = useNamedOrganization(props);
  const filter = useMemo(
    () =>
      organization && {
        [annotationPaths.dataPlane]: { $exists: true },
        [annotationPaths.organization]: {
          $in: [organization.name, organization.shared],
        },
      },
    [organization],
  );
  return (
    <EntityCombobox
      field={props}
      filter={filter || undefined}
      describe={({ metadata }) => metadata.description}
      empty={t('field.noDataPlanes')}
    />
  );
}

/** The organization that another parameter has. Undefined until it is known. */
function useNamedOrganization(
  props: FieldProps<string, OfOrganizationOptions>,
) {
  const ref = parameterText(
    props,
    props.options.organization ?? 'organization',
  );
  const readOrganization = useOrganizationNamesReader();
  const { value } = useRequest(
    useCallback(
      async () => (ref ? readOrganization(ref) : undefined),
      [readOrganization, ref],
    ),
  );
  return value;
}

const inOrganization = z
  .string()
  .optional()
  .describe(
    'Name of the organization whose entities are offered. Those of all organizations by default.',
  );

/** The form field `OpenChoreoProject`. Its value is the entity ref of a project. */
export const projectField = defineFormField({
  name: 'OpenChoreoProject',
  value: z.string(),
  options: z.object({ inOrganization }),
  component: ProjectField,
});

/** The form field `OpenChoreoComponent`. Its value is the entity ref of a component. */
export const componentField = defineFormField({
  name: 'OpenChoreoComponent',
  value: z.string(),
  options: z.object({
    project: parameterName(
      'Name of the parameter with the project whose components are offered. All projects by default.',
    ),
    types: z
      .array(z.string())
      .optional()
      .describe('Types of components that are offered, such as service.'),
    inOrganization,
  }),
  component: ComponentField,
});

/** The form field `OpenChoreoOrganization`. Its value is the entity ref of an organization. */
export const organizationField = defineFormField({
  name: 'OpenChoreoOrganization',
  value: z.string(),
  options: z.object({}),
  component: OrganizationField,
});

/** The form field `OpenChoreoOwner`. Its value is the entity ref of a group. */
export const ownerField = defineFormField({
  name: 'OpenChoreoOwner',
  value: z.string(),
  options: z.object({}),
  component: OwnerField,
});

const ofOrganizationOptions = z.object({
  organization: parameterName(
    'Name of the parameter with the organization. `organization` by default.',
  ),
});

/** The form field `OpenChoreoPipeline`. Its value is the entity ref of a deployment pipeline. */
export const pipelineField = defineFormField({
  name: 'OpenChoreoPipeline',
  value: z.string(),
  options: ofOrganizationOptions,
  component: PipelineField,
});

/** The form field `OpenChoreoDataPlane`. Its value is the entity ref of a data plane. */
export const dataPlaneField = defineFormField({
  name: 'OpenChoreoDataPlane',
  value: z.string(),
  options: ofOrganizationOptions,
  component: DataPlaneField,
});
