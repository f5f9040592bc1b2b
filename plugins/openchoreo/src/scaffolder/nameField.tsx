import { useCallback } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  entityRefOf,
  nameProblem,
  openchoreoAnnotations,
  reads,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { openChoreoApiRef } from '../api';
import { MessageText } from '../text';
import { useTexts, type Translate } from '../useTexts';
import { useRequest } from '../useRequest';
import { defineFormField, type FieldProps } from './defineFormField';
import {
  parameterEntityRef,
  parameterName,
  parameterText,
  useOrganizationReader,
} from './entityRefs';
import type { FieldStatus } from './FieldMessage';
import { RuleTextField } from './RuleTextField';
import { useDebounced } from './useDebounced';

const optionsSchema = z.object({
  kind: z
    .enum([
      'organization',
      'project',
      'component',
      'api',
      'environment',
      'deployment-pipeline',
      'managed-resource',
      'configuration-group',
    ])
    .optional()
    .describe('What gets the name. A component by default.'),
  project: parameterName(
    'Name of the parameter with the project. `project` by default.',
  ),
  organization: parameterName(
    'Name of the parameter with the organization, for what belongs to no project. `organization` by default.',
  ),
  existing: z
    .enum(['reject', 'change'])
    .optional()
    .describe(
      'Whether a name that is taken is an error (`reject`, the default) or names what will be changed (`change`).',
    ),
});

type NameOptions = z.infer<typeof optionsSchema>;
type NamedKind = NonNullable<NameOptions['kind']>;

function NameField(props: FieldProps<string, NameOptions>) {
  return (
    <RuleTextField
      {...props}
      rule={nameProblem}
      status={useNameStatus(props)}
    />
  );
}

/** Whether the name is taken, and whose it is. The control plane decides when the template runs. */
function useNameStatus(
  props: FieldProps<string, NameOptions>,
): FieldStatus | undefined {
  const { t } = useTexts();
  const { kind = 'component', existing = 'reject' } = props.options;
  const name = props.value ?? '';
  const parent = parentRef(props);
  const { value: lookup, error } = useRequest(
    useLookup(kind, parent, useDebounced(name)),
  );
  if (!name || (kind !== 'organization' && !parent)) return undefined;
  if (error) return { tone: 'info', text: t('name.notChecked') };
  if (lookup?.name !== name) return { tone: 'info', text: t('name.checking') };
  const { holder } = lookup;
  if (existing === 'change') {
    const text = holder
      ? t('name.willChange', { name })
      : t('name.willCreate', { name });
    return { tone: 'info', text };
  }
  if (!holder) return { tone: 'success', text: t('name.free', { name }) };
  const text = describeHolder(
    { kind: t(`name.kind.${kind}`), name },
    holder,
    t,
  );
  return { tone: 'error', text: <MessageText text={text} /> };
}

function describeHolder(
  named: { kind: string; name: string },
  { project, owner }: NonNullable<Lookup['holder']>,
  t: Translate,
): string {
  if (!owner) return t('name.taken', named);
  return project
    ? t('name.takenInProject', { ...named, project, owner })
    : t('name.takenBy', { ...named, owner });
}

/** The entity ref of the project or organization that the name is to be unique in. */
function parentRef(props: FieldProps<string, NameOptions>): string | undefined {
  const { project = 'project', organization = 'organization' } = props.options;
  return (
    parameterEntityRef(props, project) ?? parameterText(props, organization)
  );
}

/** What was found under a name. */
interface Lookup {
  name: string;
  /** What has the name. Undefined for a name that is free or not valid. */
  holder?: { project?: string; owner?: string };
}

/** Returns the request that looks a name up: of one entity, by the name that the catalog module gives it. */
function useLookup(
  kind: NamedKind,
  parent: string | undefined,
  name: string,
): (signal: AbortSignal) => Promise<Lookup> {
  const api = useApi(openChoreoApiRef);
  const catalogApi = useApi(catalogApiRef);
  const readOrganization = useOrganizationReader();
  return useCallback(
    async signal => {
      if (!name || nameProblem(name)) return { name };
      if (kind === 'organization') {
        return find(entityRefOf({ type: kind, name }));
      }
      if (!parent) return { name };
      const organization = await readOrganization(parent);
      return kind === 'configuration-group'
        ? findConfigurationGroup(organization)
        : find(entityRefOf({ type: kind, organization, name }));

      async function find(entityRef: string): Promise<Lookup> {
        // Not getEntityByRef: for a free name, its request fails.
        const { items } = await catalogApi.getEntitiesByRefs({
          entityRefs: [entityRef],
        });
        const [entity] = items;
        return { name, holder: entity && holderOf(entity, kind) };
      }

      /** Configuration groups have no entities. */
      async function findConfigurationGroup(owner: string): Promise<Lookup> {
        const { configurationGroups } = await api.request(
          reads.describeOrganization,
          { organization: owner },
          { signal },
        );
        const isTaken = configurationGroups.some(group => group.name === name);
        return { name, holder: isTaken ? {} : undefined };
      }
    },
    [api, catalogApi, readOrganization, kind, parent, name],
  );
}

function holderOf(
  { metadata: { annotations }, spec }: Entity,
  kind: NamedKind,
): Lookup['holder'] {
  return {
    project:
      kind === 'component'
        ? annotations?.[openchoreoAnnotations.project]
        : undefined,
    owner: typeof spec?.owner === 'string' ? spec.owner : undefined,
  };
}

/** The form field `OpenChoreoName`: the name of what a template creates. */
export const nameField = defineFormField({
  name: 'OpenChoreoName',
  value: z.string(),
  options: optionsSchema,
  component: NameField,
  problem: nameProblem,
});
