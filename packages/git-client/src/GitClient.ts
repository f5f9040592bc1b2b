import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import git, { Errors } from 'isomorphic-git';
import http from 'isomorphic-git/http/node';
import { GitError, gitErrorOf } from './GitError';
import { limitRedirects } from './limitRedirects';
import { limitRequests } from './limitRequests';

/**
 * User name and password for Git over HTTP.
 *
 * @public
 */
export interface GitCredentials {
  username: string;
  password: string;
}

/**
 * A repository that is reached over HTTP.
 *
 * @public
 */
export interface GitRemote {
  /** Without credentials. */
  url: string;
  /** Undefined for anonymous access. */
  credentials: GitCredentials | undefined;
}

/**
 * An author or committer.
 *
 * @public
 */
export interface GitPerson {
  name: string;
  email: string;
}

/**
 * The content of a file that is written.
 *
 * @public
 */
export interface GitFile {
  content: string | Buffer;
  isExecutable?: boolean;
}

/**
 * A branch that has been read.
 *
 * @public
 */
export interface GitHead {
  /** Hash of the commit. */
  commit: string;
  /** Hash of its tree. */
  tree: string;
}

/**
 * A commit with its message.
 *
 * @public
 */
export interface GitLogEntry {
  commit: string;
  message: string;
}

/**
 * A Git repository over HTTP, without a working copy: files are read from and written to the object store. So nothing in a
 * repository, such as a symbolic link, leads to a file of the server.
 *
 * @public
 */
export class GitClient {
  readonly #repository: GitRemote;
  readonly #dir: string;
  readonly #signal: AbortSignal | undefined;

  /** Runs a function with a client, whose objects are deleted afterwards. */
  static async with<T>(
    repository: GitRemote,
    signal: AbortSignal | undefined,
    run: (client: GitClient) => Promise<T>,
  ): Promise<T> {
    const dir = await mkdtemp(join(tmpdir(), 'openchoreo-git-'));
    try {
      const local = { fs, gitdir: dir };
      await git.init({ ...local, bare: true });
      await git.addRemote({ ...local, remote: 'origin', url: repository.url });
      return await run(new GitClient(repository, dir, signal));
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }

  private constructor(
    repository: GitRemote,
    dir: string,
    signal: AbortSignal | undefined,
  ) {
    this.#repository = repository;
    this.#dir = dir;
    this.#signal = signal;
  }

  get #local() {
    return { fs, gitdir: this.#dir };
  }

  get #remote() {
    const { url, credentials } = this.#repository;
    return {
      http: limitRequests(limitRedirects(http), this.#signal),
      url,
      remote: 'origin',
      ...(credentials && { onAuth: () => credentials }),
    };
  }

  /** The names of the branches. */
  async branches(): Promise<string[]> {
    const refs = await this.#perform('read', () =>
      git.listServerRefs({
        ...this.#remote,
        prefix: 'refs/heads/',
        protocolVersion: 1,
      }),
    );
    return refs.flatMap(({ ref }) =>
      ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : [],
    );
  }

  /** The name of the default branch. @throws GitError for a repository without a commit */
  async defaultBranch(): Promise<string> {
    const [head] = await this.#perform('read', () =>
      git.listServerRefs({
        ...this.#remote,
        prefix: 'HEAD',
        symrefs: true,
        protocolVersion: 1,
      }),
    );
    if (!head?.target?.startsWith('refs/heads/')) {
      throw new GitError(
        'BranchNotFound',
        `read ${this.#repository.url}`,
        'it has no default branch; push a first commit, or name a branch',
      );
    }
    return head.target.slice('refs/heads/'.length);
  }

  /**
   * Reads the last commit of a branch with its files.
   *
   * @param depth - number of commits to read
   */
  async fetch(branch: string, depth = 1): Promise<GitHead> {
    const { fetchHead } = await this.#perform('read', () =>
      git.fetch({
        ...this.#local,
        ...this.#remote,
        // Not the tag of the same name.
        ref: branchRef(branch),
        singleBranch: true,
        depth,
        tags: false,
      }),
    );
    if (!fetchHead) {
      throw new GitError(
        'BranchNotFound',
        `read ${this.#repository.url}`,
        `it has no branch ${branch}`,
      );
    }
    const { commit } = await git.readCommit({ ...this.#local, oid: fetchHead });
    return { commit: fetchHead, tree: commit.tree };
  }

  /** The commits that were read, from the given one to older ones. */
  async log(commit: string): Promise<GitLogEntry[]> {
    const entries = await git.log({ ...this.#local, ref: commit });
    return entries.map(({ oid, commit: { message } }) => ({
      commit: oid,
      message,
    }));
  }

  /**
   * The text of a file of a tree. Undefined when there is none.
   *
   * @throws GitError for a path that is a folder, or that leads through a file
   */
  async readFile(tree: string, path: string): Promise<string | undefined> {
    try {
      const { blob } = await git.readBlob({
        ...this.#local,
        oid: tree,
        filepath: path,
      });
      return Buffer.from(blob).toString();
    } catch (error) {
      if (error instanceof Errors.NotFoundError) return undefined;
      if (error instanceof Errors.ObjectTypeError) throw this.#conflict(path);
      throw error;
    }
  }

  /**
   * Writes a tree that differs from another in some files.
   *
   * @param files - by path; undefined removes the file
   * @returns the hash of the tree
   * @throws GitError for a file in the place of a folder, and for a folder in that of a file
   */
  async writeFiles(
    tree: string | undefined,
    files: ReadonlyMap<string, GitFile | undefined>,
  ): Promise<string> {
    return this.#writeFolder(tree, files, '');
  }

  /** @param prefix - path of the folder, with a slash at its end */
  async #writeFolder(
    tree: string | undefined,
    files: ReadonlyMap<string, GitFile | undefined>,
    prefix: string,
  ): Promise<string> {
    const folders = new Map<string, Map<string, GitFile | undefined>>();
    const entries = new Map(
      (tree
        ? (await git.readTree({ ...this.#local, oid: tree })).tree
        : []
      ).map(entry => [entry.path, entry]),
    );
    for (const [path, file] of files) {
      const [first = '', ...rest] = path.split('/');
      if (rest.length > 0) {
        const folder = folders.get(first) ?? new Map();
        folders.set(first, folder.set(rest.join('/'), file));
        continue;
      }
      const type = entries.get(first)?.type ?? 'blob';
      if (type !== 'blob') throw this.#conflict(`${prefix}${first}`);
      if (file === undefined) {
        entries.delete(first);
      } else {
        const blob = Buffer.from(file.content);
        const oid = await git.writeBlob({ ...this.#local, blob });
        const { isExecutable = entries.get(first)?.mode === '100755' } = file;
        const mode = isExecutable ? '100755' : '100644';
        entries.set(first, { path: first, oid, type: 'blob', mode });
      }
    }
    for (const [path, folder] of folders) {
      const current = entries.get(path);
      if (current && current.type !== 'tree') {
        throw this.#conflict(`${prefix}${path}`);
      }
      const oid = await this.#writeFolder(
        current?.oid,
        folder,
        `${prefix}${path}/`,
      );
      const isEmpty =
        (await git.readTree({ ...this.#local, oid })).tree.length === 0;
      if (isEmpty) entries.delete(path);
      else entries.set(path, { path, oid, type: 'tree', mode: '040000' });
    }
    return git.writeTree({ ...this.#local, tree: [...entries.values()] });
  }

  /**
   * Commits a tree and pushes it as a branch.
   *
   * @param commit - without a `parent`, it is the first commit
   * @returns the hash of the commit
   */
  async push(
    branch: string,
    commit: {
      tree: string;
      parent?: string;
      message: string;
      author: GitPerson;
      committer: GitPerson;
    },
  ): Promise<string> {
    const { parent, author, committer, ...parts } = commit;
    const ref = branchRef(branch);
    const oid = await git.commit({
      ...this.#local,
      ...parts,
      author: cleanPerson(author),
      committer: cleanPerson(committer),
      parent: parent ? [parent] : [],
      ref,
    });
    await this.#perform('push to', () =>
      git.push({ ...this.#local, ...this.#remote, ref, remoteRef: ref }),
    );
    return oid;
  }

  #conflict(path: string): GitError {
    return new GitError(
      'PathConflict',
      `write ${path} of ${this.#repository.url}`,
      'a file and a folder cannot have the same path; choose another one',
    );
  }

  /** Runs a request. Errors of the host become a `GitError`. */
  async #perform<T>(what: string, request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw gitErrorOf(`${what} ${this.#repository.url}`, error);
    }
  }
}

function branchRef(branch: string): string {
  return `refs/heads/${branch}`;
}

/** Removes what separates the parts of a commit, as Git does, so that a name adds no header to it. */
function cleanPerson({ name, email }: GitPerson): GitPerson {
  // eslint-disable-next-line no-control-regex
  const clean = (text: string) => text.replace(/[\x00-\x1f<>]+/g, ' ').trim();
  return { name: clean(name) || 'unknown', email: clean(email) };
}
