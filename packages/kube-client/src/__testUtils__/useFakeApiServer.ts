import { KubeClient } from '../client/KubeClient';
import { KubeClientOptions } from '../client/KubeClientOptions';
import { ReceivedRequest, FakeApiServer } from './FakeApiServer';
import { waitUntil } from './waitUntil';

/** A {@link FakeApiServer} for each test of a suite, and clients of it. */
export interface ApiServerSuite {
  readonly api: FakeApiServer;
  /** A client without a rate limit, unless told otherwise; closed after the test. */
  connect(options?: KubeClientOptions): KubeClient;
  /** The last request. */
  last(): ReceivedRequest;
  /** Waits until there were so many requests. */
  requests(count: number): Promise<void>;
}

/** To be called where a suite is described. */
export function useFakeApiServer(): ApiServerSuite {
  let running: FakeApiServer | undefined;
  const clients: KubeClient[] = [];

  beforeEach(async () => {
    running = await FakeApiServer.start();
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map(each => each.close()));
    await running?.stop();
  });

  return {
    get api() {
      if (!running) {
        throw new Error('the API runs only while a test does');
      }
      return running;
    },
    connect(options = {}) {
      const client = KubeClient.fromCluster(
        { server: this.api.url },
        { qps: 0, ...options },
      );
      clients.push(client);
      return client;
    },
    last() {
      const request = this.api.requests.at(-1);
      if (!request) {
        throw new Error('nothing was asked');
      }
      return request;
    },
    requests(count) {
      return waitUntil(() => this.api.requests.length >= count);
    },
  };
}
