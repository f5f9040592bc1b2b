/** The refresh key of an entity that names a component. */
export function refreshKeyOf(entityRef: string): string {
  return `openchoreo:claim:${entityRef}`;
}

/** The refresh key of all locations with an entity that names a component and that the catalog rejects for its name. */
export const rejectedClaimsKey = 'openchoreo:rejected-claims';
