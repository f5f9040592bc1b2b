import type { OpenChoreoApi } from '@promenade/backstage-plugin-openchoreo-common';

/** Executes reads and verbs. */
export type Api = Pick<OpenChoreoApi, 'request' | 'streamLog'>;

/** The way to a platform: through a portal, or straight to the Kubernetes API. */
export interface Connection {
  api: Api;
  close(): Promise<void>;
}
