import { genName, nameLimits } from '@promenade/openchoreo-model';

/**
 * A text as the value of a label. One that is too long for it is cut and kept
 * apart from others by a hash; the whole text stands in the Release.
 */
export function labelValue(text: string): string {
  return text.length <= nameLimits.label
    ? text
    : genName(nameLimits.label, text);
}
