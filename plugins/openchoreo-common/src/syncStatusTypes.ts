/** What is to be said first about the catalog sync, from the most serious to the least. */
export const syncStatusTypes = [
  'notInstalled',
  'watch',
  'heldSource',
  'comparison',
  'write',
  'forbidden',
  'starting',
  'held',
  'waiting',
  'current',
] as const;
