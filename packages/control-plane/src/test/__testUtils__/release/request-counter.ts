import { noMetrics, type Metrics } from '@promenade/kube-client';

/** Counts the requests of clients by method. */
export class RequestCounter {
  #writes = 0;

  /** To be given to the client whose requests count. */
  readonly metrics: Metrics = {
    ...noMetrics,
    add: (name, labels, by = 1) => {
      if (name === 'rest_client_requests_total' && labels.method !== 'GET') {
        this.#writes += by;
      }
    },
  };

  /** How many requests, up to now, were anything but a read. */
  get writes(): number {
    return this.#writes;
  }
}
