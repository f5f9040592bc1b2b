import type {
  OpenChoreoApi,
  OpenChoreoClientOptions,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The client of the backend. It is loaded with the first request: an app that shows nothing of OpenChoreo loads no schemas. */
export function lazyClient(options: OpenChoreoClientOptions): OpenChoreoApi {
  let loaded: Promise<OpenChoreoApi> | undefined;
  const load = () => {
    loaded ??= import('./loadedClient').then(
      ({ OpenChoreoClient }) => new OpenChoreoClient(options),
    );
    return loaded;
  };
  return {
    request: async (...parameters) => (await load()).request(...parameters),
    download: async (...parameters) => (await load()).download(...parameters),
    followReads: async (...parameters) =>
      (await load()).followReads(...parameters),
    streamLog: async (...parameters) => (await load()).streamLog(...parameters),
  };
}
