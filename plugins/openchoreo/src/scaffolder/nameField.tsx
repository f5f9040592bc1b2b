import { useCallback } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  entityRefOf,
  nameProblem,
  openchoreoAnnotations,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { MessageText } from '../text';
import { openChoreoTranslationRef } from '../translation';
import { useRequest } from '../useRequest';
import { defineFormField, type FieldProps } from './defineFormField';
import {
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

/** Whether the catalog has the name, and whose it is. The control plane decides when the template runs. */
function useNameStatus(
  props: FieldProps<string, NameOptions>,
): FieldStatus | undefined {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { kind = 'component', existing = 'reject' } = props.options;
  const name = props.value ?? '';
  const parent = parentRef(props);
  const checked = useDebounced(name);
  const { value: taken, error } = useTaken(kind, parent, checked);
  if (!name || (kind !== 'organization' && !parent)) return undefined;
  if (error) return { tone: 'info', text: t('name.notChecked') };
  if (!taken || taken.name !== name) {
    return { tone: 'info', text: t('name.checking') };
  }
  const { entity } = taken;
  if (!entity) {
    return existing === 'change'
      ? { tone: 'info', text: t('name.willCreate', { name }) }
      : { tone: 'success', text: t('name.free', { name }) };
  }
  const text = describeEntity(entity);
  return existing === 'change'
    ? { tone: 'info', text: t('name.willChange', { name }) }
    : { tone: 'error', text: <MessageText text={text} /> };

  function describeEntity({ metadata, spec }: Entity): string {
    const project = metadata.annotations?.[openchoreoAnnotations.project];
    const owner = typeof spec?.owner === 'string' ? spec.owner : undefined;
    const sentence = { kind: t(`name.kind.${kind}`), name };
    if (!owner) return t('name.taken', sentence);
    return kind === 'component' && project
      ? t('name.takenInProject', { ...sentence, project, owner })
      : t('name.takenBy', { ...sentence, owner });
  }
}

/** The entity ref of the project or organization that the name is to be unique in. */
function parentRef(props: FieldProps<string, NameOptions>): string | undefined {
  const { project = 'project', organization = 'organization' } = props.options;
  return parameterText(props, project) ?? parameterText(props, organization);
}

/** Looks up one entity by the name that the catalog module gives it. */
function useTaken(kind: NamedKind, parent: string | undefined, name: string) {
  const catalogApi = useApi(catalogApiRef);
  const readOrganization = useOrganizationReader();
  return useRequest(
    useCallback(async (): Promise<{ name: string; entity?: Entity }> => {
      if (!name || nameProblem(name)) return { name };
      const entityRef =
        kind === 'organization'
          ? entityRefOf({ type: kind, name })
          : parent &&
            entityRefOf({
              type: kind,
              organization: await readOrganization(parent),
              name,
            });
      return {
        name,
        entity: entityRef
          ? await catalogApi.getEntityByRef(entityRef)
          : undefined,
      };
    }, [catalogApi, readOrganization, kind, parent, name]),
  );
}

/** The form field `OpenChoreoName`: the name of what a template creates. */
export const nameField = defineFormField({
  name: 'OpenChoreoName',
  value: z.string(),
  options: optionsSchema,
  component: NameField,
  problem: nameProblem,
});
