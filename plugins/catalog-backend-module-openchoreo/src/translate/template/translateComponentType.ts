import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { componentCreatePermission } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  CatalogUnitProblem,
  ComponentTypeUnit,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { TranslationDefaults } from '../entityMeta';
import { formOf, pagesOf } from './componentPages';
import {
  hasTemplate,
  inputsOf,
  linkTo,
  templateEntity,
  titleOf,
} from './templateEntity';

/** What the components of a type are called, and the `spec.type` of its template. */
const nouns = {
  'service-class': { component: 'service', type: 'service' },
  'web-application-class': { component: 'web application', type: 'website' },
  'scheduled-task-class': {
    component: 'scheduled task',
    type: 'scheduled-task',
  },
  'component-type': { component: 'component', type: 'component' },
  'cluster-component-type': { component: 'component', type: 'component' },
};

/**
 * The Template that creates components of a class or component type. None if that names another one or is hidden, or the
 * configuration has no templates.
 *
 * @throws Error when no form can be made of the parameters
 */
export function translateComponentType(
  unit: ComponentTypeUnit,
  defaults: TranslationDefaults,
): Entity[] {
  if (!hasTemplate(unit, defaults)) return [];
  const { component, type } = nouns[unit.type];
  const form = formOf(unit);
  return [
    templateEntity(unit, defaults, {
      description: `Creates a ${component}: ${titleOf(unit)}`,
      type,
      permission: componentCreatePermission.name,
      parameters: pagesOf(unit, form),
      steps: [stepOf(unit, component, form !== undefined)],
      output: outputOf(component),
    }),
  ];
}

/** The parameters that the form leaves out. */
export function parameterProblems(
  unit: ComponentTypeUnit,
  defaults: TranslationDefaults,
): CatalogUnitProblem[] {
  const form = hasTemplate(unit, defaults) ? formOf(unit) : undefined;
  return (form?.secrets ?? []).map(secret => ({
    path: 'spec.parameters.openAPIV3Schema',
    message: `The value of ${secret} is secret, and parameters are stored in plain text. The form of the template leaves it out. Make it the name of a secret`,
  }));
}

function stepOf(
  { selection, inputs, traits }: ComponentTypeUnit,
  component: string,
  hasParameters: boolean,
): JsonObject {
  return {
    id: 'create',
    name: `Create the ${component} and wait until it is ready`,
    action: 'openchoreo:component:create',
    input: {
      ...selection,
      ...inputsOf([
        ...['project', 'name', 'description', 'owner'],
        ...inputs,
        ...(hasParameters ? ['parameters'] : []),
        ...(traits?.length ? ['traits'] : []),
        'delivery',
      ]),
      waitUntilReady: true,
    },
  };
}

function outputOf(component: string): JsonObject {
  return {
    links: [
      linkTo('entityRef', 'steps.create.output.entityRef', {
        title: `Open the ${component}`,
        icon: 'catalog',
      }),
      linkTo('url', 'steps.create.output.deployUrl', {
        title: 'Open the deploy board',
        icon: 'dashboard',
      }),
      linkTo('url', 'steps.create.output.pullRequestUrl', {
        title: 'Open the pull request',
      }),
    ],
  };
}
