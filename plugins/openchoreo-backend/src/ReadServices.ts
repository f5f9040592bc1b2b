import type {
  Authorization,
  OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';

/**
 * What reads are answered from.
 *
 * @public
 */
export interface ReadServices {
  authorization: Pick<
    Authorization,
    'findDenied' | 'canRead' | 'componentRefs' | 'ownedComponents' | 'personOf'
  >;
  openChoreo: OpenChoreoService;
  /** The hosts of gateways that may be called for users. */
  gateways: readonly string[];
  /** The URL of the plugin for clients. */
  baseUrl: () => Promise<string>;
}
