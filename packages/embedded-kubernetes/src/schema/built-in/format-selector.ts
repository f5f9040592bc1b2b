import { JsonObject, listAt, objectAt, stringAt } from '../json';

/** Labels as kubectl prints them: `app=web,tier=front`. */
export function showLabels(labels: JsonObject): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length > 0 ? pairs.sort().join(',') : '<none>';
}

/** A label selector as kubectl prints it. */
export function showSelector(selector: JsonObject): string {
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

/**
 * A span of time as kubectl prints ages: at most two units, coarser with age.
 *
 * @param milliseconds below zero counts as nothing
 */
export function showDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return join(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return join(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (days < 8) return join(days, 'd', hours % 24, 'h');
  if (days < 730) return `${days}d`;
  const years = Math.floor(days / 365);
  return years < 8 ? join(years, 'y', days % 365, 'd') : `${years}y`;
}

function join(large: number, unit: string, small: number, rest: string) {
  return small === 0 ? `${large}${unit}` : `${large}${unit}${small}${rest}`;
}
