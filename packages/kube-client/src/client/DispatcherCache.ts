import { createHash } from 'node:crypto';
import { Agent, Dispatcher, ProxyAgent, Socks5ProxyAgent } from 'undici';
import { Signature } from './Credentials';

/** Interval of TCP keep-alive probes, as in client-go. Load balancers close connections that are idle for longer. */
const tcpKeepAliveMs = 30_000;

/**
 * Less than the 90 s after which kube-apiserver closes an idle connection, so that a request rarely uses a connection that is being
 * closed. A shorter limit in the Keep-Alive header of the server takes precedence.
 */
const idleConnectionMs = 60_000;

/** Connection pools: a limited one for requests and an unlimited one for watches. */
export interface Dispatchers {
  calls: Dispatcher;
  watches: Dispatcher;
}

/**
 * Keeps the connection pools while the credentials are the same. After a certificate is rotated, new pools are used and the old ones
 * close after their last response.
 */
export class DispatcherCache {
  #current?: { signature: Signature; key: string; dispatchers: Dispatchers };

  constructor(
    private readonly limits: {
      connectTimeoutMs: number;
      /** Maximum number of connections for requests, without watches. */
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
        // Not awaited: an old pool closes when its last watch ends.
        each?.close().catch(() => {});
      }
    }
    this.#current.signature = signature;
    return this.#current.dispatchers;
  }

  /** Closes all connections, with running requests. */
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
      keepAliveInitialDelay: tcpKeepAliveMs,
      timeout: this.limits.connectTimeoutMs,
    };
    const options = {
      connections,
      // HTTP/1.1: a lost connection ends one watch, not all of them.
      allowH2: false,
      keepAliveTimeout: idleConnectionMs,
      // Transport sets time-outs, which differ for requests and watches.
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
