import { createHash } from 'node:crypto';
import { Agent, Dispatcher, ProxyAgent, Socks5ProxyAgent } from 'undici';
import { Signature } from './Credentials';

/** Below this, load balancers close idle connections under us; client-go probes as often. */
const tcpProbeMs = 30_000;

/**
 * Less than the 90 s after which kube-apiserver closes an idle connection, so that a request rarely meets one that is just
 * being closed. A shorter limit in the server's Keep-Alive header is followed.
 */
const idleConnectionMs = 60_000;

/** Connections for calls, which are few and always busy, and for watches, which are as many as there are watches. */
export interface Dispatchers {
  calls: Dispatcher;
  watches: Dispatcher;
}

/**
 * The same pools of connections for as long as the credentials stay the same. When a certificate rotates, new pools take over
 * and the old ones close after their last response.
 */
export class DispatcherCache {
  #current?: { signature: Signature; key: string; dispatchers: Dispatchers };

  constructor(
    private readonly limits: {
      connectTimeoutMs: number;
      /** Of calls; watches are not counted. */
      connections: number;
    },
  ) {}

  for(signature: Signature): Dispatchers {
    if (this.#current?.signature === signature) {
      return this.#current.dispatchers;
    }
    const key = createHash('sha256')
      .update(JSON.stringify([signature.tls, signature.proxy]))
      .digest('hex');
    if (this.#current?.key !== key) {
      const old = this.#current?.dispatchers;
      this.#current = {
        signature,
        key,
        dispatchers: {
          calls: this.#create(signature, this.limits.connections),
          watches: this.#create(signature),
        },
      };
      for (const each of [old?.calls, old?.watches]) {
        // Nobody waits for the old pools: the last ends when its last watch does.
        each?.close().catch(() => {});
      }
    }
    this.#current.signature = signature;
    return this.#current.dispatchers;
  }

  /** Ends every connection, running requests with it. */
  async destroy(): Promise<void> {
    const dispatchers = this.#current?.dispatchers;
    this.#current = undefined;
    await Promise.all([
      dispatchers?.calls.destroy(),
      dispatchers?.watches.destroy(),
    ]);
  }

  #create({ tls, proxy }: Signature, connections?: number): Dispatcher {
    const connect = {
      ...tls,
      keepAlive: true,
      keepAliveInitialDelay: tcpProbeMs,
      timeout: this.limits.connectTimeoutMs,
    };
    const options = {
      connections,
      // HTTP/1.1: a lost connection takes one watch with it, not all of them.
      allowH2: false,
      keepAliveTimeout: idleConnectionMs,
      // Time limits are the transport's, which knows a watch from a get.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    if (!proxy) {
      return new Agent({ ...options, connect });
    }
    if (proxy.startsWith('socks')) {
      return new Socks5ProxyAgent(proxy, { ...options, requestTls: connect });
    }
    return new ProxyAgent({ ...options, uri: proxy, requestTls: connect });
  }
}
