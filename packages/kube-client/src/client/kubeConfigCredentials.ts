// The only file that uses @kubernetes/client-node, for kubeconfigs and credentials (tokens, certificates, exec plugins, OIDC, service
// accounts). It is not used for requests, because it opens a connection for each.
import { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { messageOf } from '../logging/errors';
import { Credentials, Signature, TlsIdentity } from './Credentials';

/**
 * Time after which credentials are read again from files and plugins, to use rotated tokens and certificates. client-go reads token
 * files once a minute.
 */
const signatureLifetimeMs = 30_000;

/**
 * A kubeconfig, or the service account of a pod, cannot be used. It is the cause of a {@link ConnectionError}.
 *
 * @public
 */
export class KubeconfigError extends Error {}

/** Loads the configuration when it is first used, and again until that succeeds. */
class KubeConfigCredentials implements Credentials {
  #config?: KubeConfig;
  #signature?: { promise: Promise<Signature>; until: number };

  constructor(private readonly load: () => KubeConfig) {}

  get server(): string {
    return clusterOf(this.#loaded()).server;
  }

  get namespace(): string | undefined {
    return contextOf(this.#loaded()).namespace;
  }

  #loaded(): KubeConfig {
    this.#config ??= this.load();
    return this.#config;
  }

  async sign(): Promise<Signature> {
    const now = performance.now();
    if (!this.#signature || this.#signature.until <= now) {
      const promise = signWith(this.#loaded());
      this.#signature = { promise, until: now + signatureLifetimeMs };
      promise.catch(() => {
        this.#signature = undefined;
      });
    }
    return this.#signature.promise;
  }

  refresh(): void {
    this.#signature = undefined;
    // KubeConfig caches the output of exec plugins. Only a new KubeConfig runs the plugin again.
    this.#config = undefined;
  }
}

function contextOf(config: KubeConfig) {
  const name = config.getCurrentContext();
  const context = config.getContextObject(name);
  if (!context) {
    const known = config.getContexts().map(each => each.name);
    throw new Error(
      name
        ? `the kubeconfig has no context "${name}"; it has: ${
            known.join(', ') || 'none'
          }`
        : `the kubeconfig names no current context; choose one of: ${
            known.join(', ') || 'none'
          }`,
    );
  }
  return context;
}

function clusterOf(config: KubeConfig) {
  const context = contextOf(config);
  const cluster = config.getCluster(context.cluster);
  if (!cluster) {
    throw new Error(
      `context "${context.name}" of the kubeconfig is of cluster "${context.cluster}", which the kubeconfig does not have`,
    );
  }
  return cluster;
}

async function signWith(config: KubeConfig): Promise<Signature> {
  const cluster = clusterOf(config);
  if (cluster.server.startsWith('http:')) {
    // Like kubectl: credentials are not sent over unencrypted connections.
    return { headers: {}, tls: {}, proxy: cluster.proxyUrl };
  }
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    throw new Error(
      `no credentials for user "${
        contextOf(config).user
      }" of the kubeconfig: ${messageOf(error)}`,
      { cause: error },
    );
  }
  const headers: Record<string, string> = {};
  if (options.auth) {
    headers.authorization = `Basic ${Buffer.from(options.auth).toString(
      'base64',
    )}`;
  }
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    headers[name.toLowerCase()] = String(value).trim();
  }
  const tls: TlsIdentity = {
    ca: pem(options.ca),
    cert: pem(options.cert),
    key: pem(options.key),
    servername: options.servername,
    rejectUnauthorized: options.rejectUnauthorized,
  };
  return { headers, tls, proxy: cluster.proxyUrl };
}

function pem(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  return Buffer.isBuffer(value) ? value.toString('utf8') : undefined;
}

/** How credentials are read. */
export interface CredentialsOptions {
  /** Context of the kubeconfig. Default: the current one. */
  context?: string;
  /**
   * Whether the configuration may be unusable at first. Each request then reads it anew until it can be used, and fails with the
   * reason. By default, the reason is thrown at once.
   */
  isDeferred?: boolean;
}

/** Creates credentials. Errors name the source of the configuration. */
function credentials(
  from: string,
  load: (config: KubeConfig) => void,
  { context, isDeferred }: CredentialsOptions = {},
): Credentials {
  const created = new KubeConfigCredentials(() => {
    try {
      const config = new KubeConfig();
      load(config);
      if (context) {
        config.setCurrentContext(context);
      }
      clusterOf(config);
      return config;
    } catch (error) {
      throw new KubeconfigError(`cannot use ${from}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  });
  if (!isDeferred) {
    // Loads, and throws why it cannot.
    void created.server;
  }
  return created;
}

/**
 * Reads credentials from a kubeconfig file. Default: `KUBECONFIG`, `~/.kube/config` or the service account of the pod, in that order,
 * like kubectl.
 */
export function fromKubeconfigFile(
  file: string | undefined,
  options: CredentialsOptions,
): Credentials {
  if (file) {
    return credentials(
      `kubeconfig ${file}`,
      config => config.loadFromFile(file),
      options,
    );
  }
  return credentials(
    'the default kubeconfig',
    config => {
      config.loadFromDefault();
      if (config.getCurrentContext() === 'loaded-context') {
        // The fallback of client-node is http://localhost:8080, which is never useful.
        throw new Error(
          'there is none: set KUBECONFIG, or name a kubeconfig file',
        );
      }
    },
    options,
  );
}

/** Reads credentials from the service account of the pod. */
export function fromServiceAccount(): Credentials {
  return credentials("the pod's service account", config => {
    if (!process.env.KUBERNETES_SERVICE_HOST) {
      throw new Error(
        'KUBERNETES_SERVICE_HOST is not set, so this process does not run in a cluster',
      );
    }
    config.loadFromCluster();
  });
}

/**
 * Address and credentials of a cluster. Data is in base64, as in kubeconfigs.
 *
 * @public
 */
export interface ClusterAccess {
  /** `https://host:port` */
  server: string;
  caData?: string;
  certData?: string;
  keyData?: string;
  token?: string;
  tlsServerName?: string;
  /** Accepts any certificate. Only for tests. */
  skipTLSVerify?: boolean;
}

/** Creates credentials from values. */
export function fromClusterAccess(access: ClusterAccess): Credentials {
  return credentials(`cluster ${access.server}`, config =>
    config.loadFromClusterAndUser(
      {
        name: 'cluster',
        server: access.server.replace(/\/+$/, ''),
        caData: access.caData,
        tlsServerName: access.tlsServerName,
        skipTLSVerify: access.skipTLSVerify ?? false,
      },
      {
        name: 'user',
        certData: access.certData,
        keyData: access.keyData,
        token: access.token,
      },
    ),
  );
}
