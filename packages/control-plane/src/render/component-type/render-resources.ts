import type { ComponentType } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';
import type { Variables } from './cel/expression';
import { loopVariables } from './loop';
import { renderCondition, renderObject } from './render-template';
import type { RenderedResource } from './rendered-resource';
import { itemPath } from './field-path';

/** A template of an object in a ComponentType or Trait. */
export type ResourceTemplate = Omit<
  ComponentType['spec']['resources'][number],
  'id'
> & { readonly id?: string };

/**
 * Renders the templates of a ComponentType or Trait, each as often as its `includeWhen` and `forEach` say.
 *
 * @param path - path of the list of templates, for errors
 * @param idPrefix - begin of the ids of objects whose template has none
 * @throws TemplateError
 */
export function renderResources(
  templates: readonly ResourceTemplate[],
  variables: Variables,
  path: string,
  idPrefix = '',
): RenderedResource[] {
  return templates.flatMap((each, index) => {
    const field = itemPath(path, index);
    const { id = `${idPrefix}${index}`, includeWhen, targetPlane } = each;
    if (
      includeWhen !== undefined &&
      !renderCondition(includeWhen, variables, `${field}.includeWhen`)
    ) {
      return [];
    }
    return loopVariables(each, variables, field).map(scope => {
      const object = renderObject(each.template, scope, `${field}.template`);
      return {
        // The names of objects are unique for each kind, so that the id of an item does not depend on its position.
        id: each.forEach
          ? `${id}-${String(jsonAt(object, 'metadata', 'name'))}`
          : id,
        targetPlane,
        object,
      };
    });
  });
}
