// The only file that knows @kubernetes/client-node: it reads kubeconfigs and obtains credentials (tokens, certificates, exec
// plugins, OIDC, service accounts). Nothing of it does HTTP for us: it would open a connection for every request.
import { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { messageOf } from '../logging/errors';
import { Credentials, Signature, TlsIdentity } from './Credentials';

/**
 * How long a signature is used before files and plugins are asked again. Rotated tokens and certificates are picked up after
 * this; client-go re-reads a token file every minute too.
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
    // An exec plugin's answer is cached inside the KubeConfig, beyond reach: only a new one asks the plugin again.
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
    // As kubectl does: credentials are not sent where everyone can read them.
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

/** Prepares a loaded config; every mistake in it names the place it came from. */
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
 * Credentials of a kubeconfig file; without one, of `KUBECONFIG`, `~/.kube/config` or the pod's service account, in that order,
 * as kubectl does.
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
        // client-node's last resort, http://localhost:8080: nobody wants that answer.
        throw new Error(
          'there is none: set KUBECONFIG, or name a kubeconfig file',
        );
      }
    },
    context,
  );
}

/** Credentials of the service account of the pod this process runs in. */
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
 * Where a cluster is and who asks; data in base64, as kubeconfigs and DataPlane objects hold it.
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
  /** Accepts any certificate. For trials only. */
  skipTLSVerify?: boolean;
}

/** Credentials given as values. */
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
