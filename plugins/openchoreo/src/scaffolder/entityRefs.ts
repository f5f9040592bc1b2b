import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  componentRefOf,
  descriptiveAnnotations,
  openchoreoAnnotations,
  type AnnotatedEntity,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { useTexts } from '../useTexts';
import type { FieldProps } from './defineFormField';

/** The names of a project. */
export type ProjectRef = Pick<ComponentRef, 'organization' | 'project'>;

/** The shared organization of a control plane whose organizations have no prefix in Backstage. */
const defaultSharedOrganization = 'default';

/** Where the annotations of an entity are, for queries of the catalog. */
export const annotationPaths = {
  organization: `metadata.annotations.${openchoreoAnnotations.organization}`,
  project: `metadata.annotations.${openchoreoAnnotations.project}`,
  component: `metadata.annotations.${openchoreoAnnotations.component}`,
  endpoint: `metadata.annotations.${openchoreoAnnotations.endpoint}`,
  deploymentPipeline: `metadata.annotations.${openchoreoAnnotations.deploymentPipeline}`,
  dataPlane: `metadata.annotations.${openchoreoAnnotations.dataPlane}`,
} as const;

/** An option of a field that has the name of another parameter of the template. */
export const parameterName = (description: string) =>
  z.string().min(1).optional().describe(description);

/** The text of a parameter of the template. Undefined until it has one. */
export function parameterText(
  { parameters }: Pick<FieldProps<unknown>, 'parameters'>,
  name: string,
): string | undefined {
  const value = parameters[name];
  return typeof value === 'string' && value ? value : undefined;
}

/** The entity ref of a parameter of the template. Undefined for a plain name, which does not say in which organization it is. */
export function parameterEntityRef(
  props: Pick<FieldProps<unknown>, 'parameters'>,
  name: string,
): string | undefined {
  const text = parameterText(props, name);
  return text && isEntityRef(text) ? text : undefined;
}

/** The names of Kubernetes objects have neither of the characters that separate the parts of an entity ref. */
function isEntityRef(text: string): boolean {
  return /[:/]/.test(text);
}

/** Returns a function that reads the names of a component by its entity ref. It throws a sentence for any other entity. */
export function useComponentReader(): (
  entityRef: string,
) => Promise<ComponentRef> {
  const { t } = useTexts();
  return useEntityReader(
    componentRefOf,
    useCallback(component => t('target.notComponent', { component }), [t]),
  );
}

/** Like `useComponentReader`, for a project. */
export function useProjectReader(): (entityRef: string) => Promise<ProjectRef> {
  const { t } = useTexts();
  return useEntityReader(
    projectRefOf,
    useCallback(project => t('field.notProject', { project }), [t]),
  );
}

/** An organization, and the one whose environments and planes it may use, too. */
interface OrganizationNames {
  name: string;
  shared: string;
}

/** Like `useComponentReader`, for the name of an organization. A plain name is returned as it is. */
export function useOrganizationReader(): (ref: string) => Promise<string> {
  const readNames = useOrganizationNamesReader();
  return useCallback(async ref => (await readNames(ref)).name, [readNames]);
}

/** Like `useOrganizationReader`, with the shared organization. */
export function useOrganizationNamesReader(): (
  ref: string,
) => Promise<OrganizationNames> {
  const { t } = useTexts();
  const readEntity = useEntityReader(
    organizationOf,
    useCallback(
      organization => t('field.notOrganization', { organization }),
      [t],
    ),
  );
  return useCallback(
    async ref =>
      isEntityRef(ref)
        ? readEntity(ref)
        : { name: ref, shared: defaultSharedOrganization },
    [readEntity],
  );
}

function useEntityReader<Ref>(
  refOf: (entity: AnnotatedEntity) => Ref | undefined,
  problem: (entityRef: string) => string,
): (entityRef: string) => Promise<Ref> {
  const catalogApi = useApi(catalogApiRef);
  return useCallback(
    async entityRef => {
      const entity = await catalogApi.getEntityByRef(entityRef);
      const ref = entity && refOf(entity);
      if (!ref) throw new Error(problem(entityRef));
      return ref;
    },
    [catalogApi, refOf, problem],
  );
}

function projectRefOf({
  kind,
  metadata: { annotations },
}: AnnotatedEntity): ProjectRef | undefined {
  const organization = annotations?.[openchoreoAnnotations.organization];
  const project = annotations?.[openchoreoAnnotations.project];
  const isSystem = kind.toLocaleLowerCase('en-US') === 'system';
  return isSystem && organization && project
    ? { organization, project }
    : undefined;
}

/** The organization that an entity belongs to, or is. */
function organizationOf({
  metadata: { annotations },
}: AnnotatedEntity): OrganizationNames | undefined {
  const name = annotations?.[openchoreoAnnotations.organization];
  const shared = annotations?.[descriptiveAnnotations.sharedOrganization];
  return name === undefined
    ? undefined
    : { name, shared: shared ?? defaultSharedOrganization };
}
