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

class KubeConfigCredentials implements Credentials {
  #config: KubeConfig;
  #signature?: { promise: Promise<Signature>; until: number };
  readonly server: string;
  readonly namespace?: string;

  constructor(private readonly load: () => KubeConfig) {
    this.#config = load();
    this.server = clusterOf(this.#config).server;
    this.namespace = contextOf(this.#config).namespace;
  }

  sign(): Promise<Signature> {
    const now = performance.now();
    if (!this.#signature || this.#signature.until <= now) {
      const promise = signWith(this.#config);
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
    this.#config = this.load();
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

/** Creates credentials. Errors name the source of the configuration. */
function credentials(
  from: string,
  load: (config: KubeConfig) => void,
  context?: string,
): Credentials {
  try {
    return new KubeConfigCredentials(() => {
      const config = new KubeConfig();
      load(config);
      if (context) {
        config.setCurrentContext(context);
      }
      return config;
    });
  } catch (error) {
    throw new Error(`cannot use ${from}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/**
 * Reads credentials from a kubeconfig file. Default: `KUBECONFIG`, `~/.kube/config` or the service account of the pod, in that order,
 * like kubectl.
 */
export function fromKubeconfigFile(
  file: string | undefined,
  context: string | undefined,
): Credentials {
  if (file) {
    return credentials(
      `kubeconfig ${file}`,
      config => config.loadFromFile(file),
      context,
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
    context,
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
