import type {
  WorkloadEndpoint,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { compareText, sortedEntries } from '../../../runtime/sort';

/**
 * The endpoints of a web application, by precedence: all share one host, so that the first public one has the only
 * route. An HTTP endpoint precedes others, then the first by name.
 */
export function webEndpoints({
  endpoints,
}: Pick<WorkloadTemplate, 'endpoints'>): [string, WorkloadEndpoint][] {
  return sortedEntries(endpoints).sort(
    ([a, { type: typeOfA }], [b, { type: typeOfB }]) =>
      Number(typeOfB === 'HTTP') - Number(typeOfA === 'HTTP') ||
      compareText(a, b),
  );
}

/** Whether an endpoint of a web application is public; it is by default. */
export function isPublic(visibility: readonly string[] = ['public']): boolean {
  return visibility.includes('public');
}
