import { textOf } from '../schema/json';
import type { KubeObject, ResourceType } from '../api/types';
import { evaluateJsonPath } from './json-path';
import { badRequest } from '../api/status-error';

/** Whether an object matches a field selector. */
export type FieldSelector = (object: KubeObject) => boolean;

/** A field selector, and the only name that it can match, if any. */
export interface ParsedFieldSelector {
  matches: FieldSelector;
  name?: string;
}

/**
 * Parses a field selector: `metadata.name=a,spec.type!=b`.
 * @throws StatusError 400 for a field that is not selectable
 */
export function parseFieldSelector(
  type: ResourceType,
  text: string,
): ParsedFieldSelector {
  const fields = new Set([
    'metadata.name',
    ...(type.scope === 'Namespaced' ? ['metadata.namespace'] : []),
    ...(type.selectableFields ?? []).map(path => path.replace(/^\./, '')),
  ]);
  let name: string | undefined;
  const requirements = splitTerms(text).map(term => {
    const match = /^((?:\\.|[^=!\\])+?)(==|!=|=)(.*)$/s.exec(term);
    if (!match) {
      throw badRequest(
        `invalid selector: '${text}'; can't understand '${term}'`,
      );
    }
    const [, field, operator, escaped] = match;
    if (!fields.has(field)) {
      throw badRequest(`field label not supported: ${field}`);
    }
    const expected = escaped.replace(/\\(.)/g, '$1');
    const equal = operator !== '!=';
    if (field === 'metadata.name' && equal) name = expected;
    return (object: KubeObject) =>
      (valueOf(object, field) === expected) === equal;
  });
  return {
    matches: object => requirements.every(requirement => requirement(object)),
    name,
  };
}

function valueOf(object: KubeObject, field: string): string {
  const [value] = evaluateJsonPath(`.${field}`, object);
  return value === undefined || value === null ? '' : textOf(value);
}

/** Splits at unescaped commas. */
function splitTerms(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\])+/g) ?? []).filter(term => term !== '');
}
