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

/**
 * One pool of connections for as long as the credentials stay the same. When a certificate rotates, a new pool takes over and
 * the old one closes after its last response.
 */
export class DispatcherCache {
  #current?: { key: string; dispatcher: Dispatcher };
  readonly #connectTimeoutMs: number;

  constructor(connectTimeoutMs: number) {
    this.#connectTimeoutMs = connectTimeoutMs;
  }

  for(signature: Signature): Dispatcher {
    const key = createHash('sha256')
      .update(JSON.stringify([signature.tls, signature.proxy]))
      .digest('hex');
    if (this.#current?.key !== key) {
      // Nobody waits for the old pool: it ends when its last watch does.
      this.#current?.dispatcher.close().catch(() => {});
      this.#current = { key, dispatcher: this.#create(signature) };
    }
    return this.#current.dispatcher;
  }

  /** Ends every connection, running requests with it. */
  async destroy(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    await current?.dispatcher.destroy();
  }

  #create({ tls, proxy }: Signature): Dispatcher {
    const connect = {
      ...tls,
      keepAlive: true,
      keepAliveInitialDelay: tcpProbeMs,
      timeout: this.#connectTimeoutMs,
    };
    const options = {
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
