/** What a command says on the objects that it makes: who asked, in which request, and what people should know. */
export const commandAnnotations = {
  requestedBy: 'openchoreo.dev/requested-by',
  request: 'openchoreo.dev/request',
  owner: 'openchoreo.dev/owner',
} as const;
