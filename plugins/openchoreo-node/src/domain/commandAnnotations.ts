/** Annotations of the objects that verbs create: the requesting user, the id of the request, and the owner. */
export const commandAnnotations = {
  requestedBy: 'openchoreo.dev/requested-by',
  request: 'openchoreo.dev/request',
  owner: 'openchoreo.dev/owner',
} as const;
