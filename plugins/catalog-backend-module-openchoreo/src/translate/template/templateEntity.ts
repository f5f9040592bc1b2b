import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  openchoreoAnnotations,
  permissionAnnotation,
  templateAnnotation,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  validEntityRef,
  type ApiClassUnit,
  type CatalogUnitProblem,
  type ComponentTypeUnit,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  entityMeta,
  nameAnnotations,
  type TranslationDefaults,
} from '../entityMeta';
import { ownerOf } from '../owner';
import { toWords } from './toWords';

/** What templates are made of. */
export type TemplateUnit = ComponentTypeUnit | ApiClassUnit;

/** The value of the annotation that hides a class or type. */
const noTemplate = 'none';

/** What a template has besides what all have. */
export interface TemplateParts {
  /** What it does, where its unit has no description. */
  description: string;
  /** `spec.type`, also a tag. */
  type: string;
  /** Name of the permission that its user needs. */
  permission: string;
  parameters: JsonObject[];
  steps: JsonObject[];
  output: JsonObject;
}

/** Whether a unit has a template of its own. */
export function hasTemplate(
  { template }: TemplateUnit,
  { hasTemplates }: Pick<TranslationDefaults, 'hasTemplates'>,
): boolean {
  return hasTemplates && !template;
}

/** The title of the template of a unit. */
export function titleOf({ displayName, name }: TemplateUnit): string {
  return displayName ?? toWords(name);
}

/** The organization that a template is for. Undefined when it is for all. */
export function organizationOf(unit: TemplateUnit): string | undefined {
  return unit.type === 'cluster-component-type' ? undefined : unit.organization;
}

export function templateEntity(
  unit: TemplateUnit,
  defaults: TranslationDefaults,
  { description, type, permission, ...spec }: TemplateParts,
): Entity {
  const organization = organizationOf(unit);
  const metadata = entityMeta(
    { ...unit, description: unit.description ?? description },
    unit,
    {
      ...(organization && {
        [openchoreoAnnotations.organization]: organization,
      }),
      [nameAnnotations[unit.type]]: unit.name,
      [permissionAnnotation]: permission,
    },
  );
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      ...metadata,
      title: titleOf(unit),
      tags: ['openchoreo', type],
    },
    spec: { owner: ownerOf(unit, defaults), type, ...spec },
  };
}

/** The inputs of a step that are parameters of the same name. */
export function inputsOf(parameters: readonly string[]): JsonObject {
  return Object.fromEntries(
    parameters.map(name => [name, `\${{ parameters.${name} }}`]),
  );
}

/** A link to an output of a step. It is not shown when the step does not have the output. */
export function linkTo(
  property: 'entityRef' | 'url',
  output: string,
  link: { title: string; icon?: string },
): JsonObject {
  const value = `\${{ ${output} }}`;
  return { ...link, [property]: value, if: value };
}

/** The annotation with a template, if that is invalid. */
export function namedTemplateProblems({
  template,
}: TemplateUnit): CatalogUnitProblem[] {
  const isValid =
    !template ||
    template === noTemplate ||
    validEntityRef(template, 'Template') !== undefined;
  return isValid
    ? []
    : [
        {
          path: `metadata.annotations["${templateAnnotation}"]`,
          message: `"${template}" is neither the entity ref of a template nor ${noTemplate}. There is no template`,
        },
      ];
}
