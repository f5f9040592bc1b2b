/**
 * TLS settings of a cluster and a user, in PEM.
 */
export interface TlsIdentity {
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
  /** False only with `insecure-skip-tls-verify` in the kubeconfig. */
  rejectUnauthorized?: boolean;
}

/** Headers, TLS settings and proxy that authenticate a request. */
export interface Signature {
  headers: Record<string, string>;
  tls: TlsIdentity;
  /** URL of an `http:`, `https:` or `socks5:` proxy. */
  proxy?: string;
}

/** Address and credentials of an API server. */
export interface Credentials {
  /** Base URL of the API server. @throws Error while the configuration cannot be used */
  readonly server: string;
  /** Namespace of the context, if it has one. @throws like `server` */
  readonly namespace?: string;
  /** @throws Error if the credentials are not available, for example because a plugin failed or a file is missing */
  sign(): Promise<Signature>;
  /** Discards cached credentials that the server rejected. The next {@link Credentials.sign} reads them again. */
  refresh(): void;
}
