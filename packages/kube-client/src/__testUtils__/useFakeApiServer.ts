import { KubeClient } from '../client/KubeClient';
import { KubeClientOptions } from '../client/KubeClientOptions';
import { ReceivedRequest, FakeApiServer } from './FakeApiServer';
import { waitUntil } from './waitUntil';

/** A {@link FakeApiServer} for each test of a suite, and its clients. */
export interface ApiServerSuite {
  readonly api: FakeApiServer;
  /** Creates a client, by default without a rate limit. It is closed after the test. */
  connect(options?: KubeClientOptions): KubeClient;
  /** The last request. */
  last(): ReceivedRequest;
  /** Waits until `count` requests were received. */
  requests(count: number): Promise<void>;
}

/** Call it inside `describe`. */
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
        throw new Error('the API server runs only during a test');
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
        throw new Error('no request was received');
      }
      return request;
    },
    requests(count) {
      return waitUntil(() => this.api.requests.length >= count);
    },
  };
}
