/** Names of the values that a query may refer to, as {{name}}. */
export const queryPlaceholders = [
  'organization',
  'project',
  'component',
  'environment',
  'release',
] as const;
