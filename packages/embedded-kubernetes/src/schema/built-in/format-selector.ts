import { JsonObject, listAt, objectAt, stringAt } from '../json';

/** Formats labels as kubectl does: `app=web,tier=front`. */
export function formatLabels(labels: JsonObject): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length > 0 ? pairs.sort().join(',') : '<none>';
}

/** Formats a label selector as kubectl does. */
export function formatSelector(selector: JsonObject): string {
  const parts = Object.entries(objectAt(selector, 'matchLabels'))
    .map(([key, value]) => `${key}=${value}`)
    .sort();
  for (const expression of listAt(selector, 'matchExpressions')) {
    const key = stringAt(expression, 'key') ?? '';
    const values = `(${listAt(expression, 'values').join(',')})`;
    switch (stringAt(expression, 'operator')) {
      case 'In':
        parts.push(`${key} in ${values}`);
        break;
      case 'NotIn':
        parts.push(`${key} notin ${values}`);
        break;
      case 'Exists':
        parts.push(key);
        break;
      default:
        parts.push(`!${key}`);
    }
  }
  return parts.length > 0 ? parts.join(',') : '<none>';
}
