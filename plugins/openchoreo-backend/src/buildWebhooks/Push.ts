/** A change of branches that a Git host reports. */
export interface Push {
  /** All URLs that the host names. */
  repositoryUrls: readonly string[];
  /** The branches that have a new commit. A branch that was deleted is none of them. */
  branches: readonly {
    branch: string;
    commit: string;
    /** The commit before, or zeros for a new branch. */
    before: string;
  }[];
  /** Seconds since 1970, if the host says so. */
  pushedAt?: number;
}

/** A webhook request: its headers, and its body as it was sent. */
export interface WebhookRequest {
  /** @returns the header, or undefined */
  header(name: string): string | undefined;
  body: Buffer;
}

/** How a Git host reports pushes. */
export interface GitHost {
  /** Whether the request was sent by somebody who knows the secret. */
  isAuthentic(request: WebhookRequest, secret: string): boolean;
  /** Undefined for an event that is no push. @throws InputError for a body that is not as the host writes it */
  parsePush(request: WebhookRequest): Push | undefined;
}
