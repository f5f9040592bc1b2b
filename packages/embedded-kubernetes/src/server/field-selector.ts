import { badRequest } from '../api/status-errors';
import type { KubeObject, ServedType } from '../api/types';
import { evaluateJsonPath } from './json-path';

/** Whether an object's fields are the ones that are looked for. */
export type FieldSelector = (object: KubeObject) => boolean;

/** A field selector, and the name it asks for if that is all it can match. */
export interface ParsedFieldSelector {
  matches: FieldSelector;
  name?: string;
}

/**
 * Reads a field selector: `metadata.name=a,spec.type!=b`.
 * @throws StatusError 400 for a field that the kind does not offer
 */
export function parseFieldSelector(
  type: ServedType,
  text: string,
): ParsedFieldSelector {
  const fields = new Set([
    'metadata.name',
    ...(type.scope === 'Namespaced' ? ['metadata.namespace'] : []),
    ...(type.selectableFields ?? []).map(path => path.replace(/^\./, '')),
  ]);
  let name: string | undefined;
  const requirements = splitTerms(text).map(term => {
    const match = /^((?:\\.|[^=!])+?)(==|!=|=)(.*)$/s.exec(term);
    if (!match) {
      throw badRequest(
        `invalid selector: '${text}'; can't understand '${term}'`,
      );
    }
    const [, field, operator, escaped] = match;
    if (!fields.has(field)) {
      throw badRequest(`field label not supported: ${field}`);
    }
    const wanted = escaped.replace(/\\(.)/g, '$1');
    const equal = operator !== '!=';
    if (field === 'metadata.name' && equal) name = wanted;
    return (object: KubeObject) =>
      (valueOf(object, field) === wanted) === equal;
  });
  return {
    matches: object => requirements.every(requirement => requirement(object)),
    name,
  };
}

function valueOf(object: KubeObject, field: string): string {
  const [value] = evaluateJsonPath(`.${field}`, object);
  return value === undefined || value === null ? '' : String(value);
}

/** Splits at commas that are not escaped. */
function splitTerms(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\])+/g) ?? []).filter(term => term !== '');
}
