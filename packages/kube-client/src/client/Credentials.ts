/**
 * The TLS side of a cluster and a user, in PEM.
 */
export interface TlsIdentity {
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
  /** False only where the kubeconfig says `insecure-skip-tls-verify`. */
  rejectUnauthorized?: boolean;
}

/** What a request needs to be let in. */
export interface Signature {
  headers: Record<string, string>;
  tls: TlsIdentity;
  /** `http:`, `https:` or `socks5:` proxy on the way to the server. */
  proxy?: string;
}

/** Who asks, and whom. */
export interface Credentials {
  /** Base URL of the API server, without a trailing slash. */
  readonly server: string;
  /** Namespace of the context, where it names one. */
  readonly namespace?: string;
  /** @throws when the credentials cannot be had (a plugin failed, a file is gone) */
  sign(): Promise<Signature>;
  /** Forgets what is cached: the server refused it. The next {@link Credentials.sign} reads everything anew. */
  refresh(): void;
}
