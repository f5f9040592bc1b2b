import type { Visibility } from './componentKinds';

/** OpenChoreo 1.x has no type of its own for REST. */
export function endpointType(type: string): string {
  return type === 'REST' ? 'HTTP' : type;
}

/** Who may call an endpoint that is exposed to the organization or the public. */
export function visibilityOf(level: 'organization' | 'public'): Visibility {
  return level === 'organization' ? 'namespace' : 'external';
}
