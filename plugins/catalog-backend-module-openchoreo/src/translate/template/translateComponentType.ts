import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  componentCreatePermission,
  openchoreoAnnotations,
  permissionAnnotation,
  templateAnnotation,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  CatalogUnit,
  CatalogUnitProblem,
  ComponentTypeUnit,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  entityMeta,
  nameAnnotations,
  type TranslationDefaults,
} from '../entityMeta';
import { ownerOf, validEntityRef } from '../owner';
import { formOf, pagesOf } from './templatePages';
import { toWords } from './toWords';

/** What the value of the annotation is that hides a type. */
const noTemplate = 'none';

/** What the components of a type are called, and the `spec.type` of its template. */
const nouns = {
  'service-class': { component: 'service', templateType: 'service' },
  'web-application-class': {
    component: 'web application',
    templateType: 'website',
  },
  'scheduled-task-class': {
    component: 'scheduled task',
    templateType: 'scheduled-task',
  },
  'component-type': { component: 'component', templateType: 'component' },
  'cluster-component-type': {
    component: 'component',
    templateType: 'component',
  },
};

/**
 * The Template that creates components of a class or component type. None if the type names another one or is hidden, or the configuration has no templates.
 *
 * @throws Error when no form can be made of the parameters
 */
export function translateComponentType(
  unit: ComponentTypeUnit,
  defaults: TranslationDefaults,
): Entity[] {
  if (unit.template || !defaults.hasTemplates) return [];
  const { component, templateType } = nouns[unit.type];
  const organization =
    unit.type === 'cluster-component-type' ? undefined : unit.organization;
  const title = unit.displayName ?? toWords(unit.name);
  const meta = entityMeta(
    {
      ...unit,
      description: unit.description ?? `Creates a ${component}: ${title}`,
    },
    unit,
    {
      ...(organization && {
        [openchoreoAnnotations.organization]: organization,
      }),
      [nameAnnotations[unit.type]]: unit.name,
      [permissionAnnotation]: componentCreatePermission.name,
    },
  );
  const form = formOf(unit);
  return [
    {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { ...meta, title, tags: ['openchoreo', templateType] },
      spec: {
        owner: ownerOf(unit, defaults),
        type: templateType,
        parameters: pagesOf(unit, title, organization, form),
        steps: [stepOf(unit, component, form !== undefined)],
        output: outputOf(component),
      },
    },
  ];
}

export function isComponentTypeUnit(
  unit: CatalogUnit,
): unit is ComponentTypeUnit {
  return unit.type in nouns;
}

/** What is wrong with a class or component type that has a template nevertheless, or names one. */
export function templateProblems(
  unit: ComponentTypeUnit,
): CatalogUnitProblem[] {
  const { template } = unit;
  if (template) {
    const isValid =
      template === noTemplate ||
      validEntityRef(template, 'Template') !== undefined;
    return isValid
      ? []
      : [
          {
            path: `metadata.annotations["${templateAnnotation}"]`,
            message: `"${template}" is neither the entity ref of a template nor ${noTemplate}. The type has no template`,
          },
        ];
  }
  return (formOf(unit)?.secrets ?? []).map(secret => ({
    path: 'spec.parameters.openAPIV3Schema',
    message: `The value of ${secret} is secret, and parameters are stored in plain text. The form of the template leaves it out. Make it the name of a secret`,
  }));
}

function stepOf(
  { selection, inputs }: ComponentTypeUnit,
  component: string,
  hasParameters: boolean,
): JsonObject {
  const fields = [
    ...['project', 'name', 'description', 'owner'],
    ...inputs,
    ...(hasParameters ? ['parameters'] : []),
    'delivery',
  ];
  return {
    id: 'create',
    name: `Create the ${component} and wait until it is ready`,
    action: 'openchoreo:component:create',
    input: {
      ...selection,
      ...Object.fromEntries(
        fields.map(field => [field, `\${{ parameters.${field} }}`]),
      ),
      waitUntilReady: true,
    },
  };
}

function outputOf(component: string): JsonObject {
  return {
    links: [
      {
        title: `Open the ${component}`,
        icon: 'catalog',
        entityRef: '${{ steps.create.output.entityRef }}',
        if: '${{ steps.create.output.entityRef }}',
      },
      {
        title: 'Open the deploy board',
        icon: 'dashboard',
        url: '${{ steps.create.output.deployUrl }}',
        if: '${{ steps.create.output.deployUrl }}',
      },
      {
        title: 'Open the pull request',
        url: '${{ steps.create.output.pullRequestUrl }}',
        if: '${{ steps.create.output.pullRequestUrl }}',
      },
    ],
  };
}
