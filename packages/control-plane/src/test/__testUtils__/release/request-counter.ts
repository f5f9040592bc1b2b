import { noMetrics, type Metrics } from '@promenade/kube-client';

/** Counts the requests of clients by method. */
export class RequestCounter {
  #writes = 0;

  /** For the client whose requests are counted. */
  readonly metrics: Metrics = {
    ...noMetrics,
    add: (name, labels, by = 1) => {
      if (name === 'rest_client_requests_total' && labels.method !== 'GET') {
        this.#writes += by;
      }
    },
  };

  /** Number of write requests. */
  get writes(): number {
    return this.#writes;
  }
}
