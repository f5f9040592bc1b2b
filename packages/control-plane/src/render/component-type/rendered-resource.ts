import { jsonAt, type JsonObject } from '../../runtime/json';
import type { Variables } from './cel/expression';
import { toCel } from './cel/values';
import { renderCondition } from './render-template';

/** An object that a ComponentType or Trait rendered. */
export interface RenderedResource {
  /** Identifies the object among those of the component: name of the template, and key of its item. */
  readonly id: string;
  readonly targetPlane: 'dataplane' | 'observabilityplane';
  readonly object: JsonObject;
}

/** Objects that a patch, removal or rule applies to. */
export interface ResourceTarget {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Expression in `${...}` on the variable `resource`. */
  readonly where?: string;
}

/**
 * Whether a target means a rendered object.
 *
 * @param field - path of the target, for errors
 * @throws TemplateError
 */
export function isTarget(
  { object, targetPlane }: RenderedResource,
  target: ResourceTarget,
  plane: RenderedResource['targetPlane'],
  variables: Variables,
  field: string,
): boolean {
  const apiVersion = target.group
    ? `${target.group}/${target.version}`
    : target.version;
  return (
    targetPlane === plane &&
    object.kind === target.kind &&
    object.apiVersion === apiVersion &&
    (target.where === undefined ||
      renderCondition(
        target.where,
        withResource(variables, object),
        `${field}.where`,
      ))
  );
}

/** Variables with the object as `resource`. */
export function withResource(
  variables: Variables,
  object: JsonObject,
): Variables {
  return { ...variables, resource: toCel(object) };
}

/** Kind and name of an object, for messages. */
export function describeObject(object: JsonObject): string {
  return `${object.kind} "${jsonAt(object, 'metadata', 'name')}"`;
}
