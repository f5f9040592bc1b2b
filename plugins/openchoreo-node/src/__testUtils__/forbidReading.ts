import { ApiError, type KubeClient } from '@promenade/kube-client';

/** The error of an API server that denies access. */
export function forbiddenError(plural: string): ApiError {
  return new ApiError(
    {
      kind: 'Status',
      status: 'Failure',
      code: 403,
      reason: 'Forbidden',
      message: `${plural} is forbidden: User "backstage" cannot list resource "${plural}"`,
    },
    `GET ${plural}`,
  );
}

/** Makes the API deny to list and watch a type, as without a role. Returns a function that allows it. */
export function forbidReading(client: KubeClient, plural: string): () => void {
  const list = client.list.bind(client);
  const watch = client.watch.bind(client);
  const spies = [
    jest.spyOn(client, 'list').mockImplementation(async (type, options) => {
      if (type.plural === plural) throw forbiddenError(plural);
      return list(type, options);
    }),
    jest.spyOn(client, 'watch').mockImplementation(async (type, options) => {
      if (type.plural === plural) throw forbiddenError(plural);
      return watch(type, options);
    }),
  ];
  return () => spies.forEach(spy => spy.mockRestore());
}
