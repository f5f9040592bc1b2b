// Node runs this file without a build for the browser tests: it has only types that can be erased, and imports no package.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Answers a request that is none of Git. Returns false for a request that it does not know. */
export type RestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<boolean>;

/** The author of the first commit of a repository. */
const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.test'];

/** What a request of Git is about, after the repository. */
const gitPath = /(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** A Git server on loopback that serves bare repositories with `git http-backend`. */
export class GitServer {
  /** A folder with the bare repositories, such as `acme/manifests.git`. */
  readonly #root: string;
  readonly #backend: string;
  readonly #server: Server;
  readonly #rest: RestHandler | undefined;
  /** Every request needs it, with any user name. Undefined for anonymous access. */
  password: string | undefined;
  /** Number of pushes that were received. */
  pushes = 0;
  /** Whether the server ends every connection without an answer. */
  isDown = false;
  /** Called before a push is performed, for example to commit something first. */
  beforePush: (() => Promise<void>) | undefined;
  /** Whether pushes are performed, but their answers are lost. */
  losesAnswers = false;

  /**
   * @param options - with a `password`, every request needs it, with any user name. `rest` answers requests that are none of Git.
   */
  static async start(
    options: { password?: string; rest?: RestHandler } = {},
  ): Promise<GitServer> {
    const root = await mkdtemp(join(tmpdir(), 'git-server-'));
    const { stdout } = await run('git', ['--exec-path']);
    const server = new GitServer(
      root,
      join(stdout.trim(), 'git-http-backend'),
      options,
    );
    await new Promise<void>(resolve => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  private constructor(
    root: string,
    backend: string,
    options: { password?: string; rest?: RestHandler },
  ) {
    this.#root = root;
    this.#backend = backend;
    this.password = options.password;
    this.#rest = options.rest;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(error => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
    await rm(this.#root, { recursive: true, force: true });
  }

  /** Such as `127.0.0.1:41234`. */
  get host(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || !address) throw new Error('not started');
    return `127.0.0.1:${address.port}`;
  }

  /** The URL of a repository, such as `acme/manifests`. */
  url(repository: string): string {
    return `http://${this.host}/${repository}.git`;
  }

  /** Creates a bare repository. With files, it has a first commit on `main`. */
  async createRepository(
    repository: string,
    files: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const folder = this.#folder(repository);
    await run('git', ['init', '--bare', '-q', '-b', 'main', folder]);
    await this.git(repository, 'config', 'http.receivepack', 'true');
    if (Object.keys(files).length > 0) await this.commit(repository, files);
    return this.url(repository);
  }

  async hasRepository(repository: string): Promise<boolean> {
    return existsSync(this.#folder(repository));
  }

  /** Commits files to a branch, beside those that it has. */
  async commit(
    repository: string,
    files: Readonly<Record<string, string>>,
    branch = 'main',
  ): Promise<void> {
    const clone = await mkdtemp(join(tmpdir(), 'git-clone-'));
    const git = (...args: string[]) =>
      run('git', [...author, ...args], { cwd: clone });
    try {
      const hasBranch = (await this.branches(repository)).includes(branch);
      await git('clone', '-q', this.#folder(repository), '.');
      await git('checkout', '-q', ...(hasBranch ? [branch] : ['-B', branch]));
      for (const [path, text] of Object.entries(files)) {
        await mkdir(join(clone, path, '..'), { recursive: true });
        await writeFile(join(clone, path), text);
      }
      await git('add', '-A');
      await git('commit', '-q', '-m', 'Add files');
      await git('push', '-q', 'origin', branch);
    } finally {
      await rm(clone, { recursive: true, force: true });
    }
  }

  /** Runs git in a repository. Returns its output. */
  async git(repository: string, ...args: string[]): Promise<string> {
    const { stdout } = await run('git', args, {
      cwd: this.#folder(repository),
      env: { ...process.env, GIT_DIR: '.' },
    });
    return stdout;
  }

  /** Whether a hook rejects every push, as that of a protected branch does. */
  async rejectPushes(repository: string, isRejected: boolean): Promise<void> {
    const hook = join(this.#folder(repository), 'hooks', 'pre-receive');
    if (isRejected) {
      await writeFile(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    } else {
      await rm(hook);
    }
  }

  async branches(repository: string): Promise<string[]> {
    const refs = await this.git(
      repository,
      'for-each-ref',
      '--format=%(refname:short)',
      'refs/heads',
    );
    return refs.split('\n').filter(Boolean);
  }

  /** The subjects of the commits of a branch, newest first. */
  async subjects(repository: string, branch: string): Promise<string[]> {
    const log = await this.git(repository, 'log', '--format=%s', branch);
    return log.split('\n').filter(Boolean);
  }

  /** The paths of the files of a branch. */
  async files(repository: string, branch: string): Promise<string[]> {
    const names = ['ls-tree', '-r', '--name-only', branch];
    const files = await this.git(repository, ...names);
    return files.split('\n').filter(Boolean);
  }

  /** The text of a file of a branch. */
  async file(
    repository: string,
    branch: string,
    path: string,
  ): Promise<string> {
    return this.git(repository, 'show', `${branch}:${path}`);
  }

  #folder(repository: string): string {
    return join(this.#root, `${repository}.git`);
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (this.isDown) {
      request.socket.destroy();
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const isGit = gitPath.test(pathname);
    if (!isGit) {
      const isAnswered = await this.#rest?.(request, response);
      if (!isAnswered) response.writeHead(404).end('{}');
    } else if (this.#isAllowed(request)) {
      const isPush = pathname.endsWith('git-receive-pack');
      if (isPush) {
        this.pushes += 1;
        await this.beforePush?.();
      }
      this.#serve(request, response, isPush && this.losesAnswers);
    } else {
      response
        .writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' })
        .end();
    }
  }

  #isAllowed({ headers }: IncomingMessage): boolean {
    if (this.password === undefined) return true;
    const [, basic = ''] = headers.authorization?.split(' ') ?? [];
    const [, password] = Buffer.from(basic, 'base64').toString().split(':');
    return password === this.password;
  }

  /** Runs `git http-backend` as a CGI program. */
  #serve(
    request: IncomingMessage,
    response: ServerResponse,
    losesAnswer: boolean,
  ): void {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const header = (name: string) => String(request.headers[name] ?? '');
    const backend = spawn(this.#backend, {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: this.#root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: header('git-protocol'),
        // Hosts serve a repository with and without the suffix.
        PATH_INFO: url.pathname.replace(gitPath, '.git/$1'),
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: header('content-type'),
        CONTENT_LENGTH: header('content-length'),
        HTTP_CONTENT_ENCODING: header('content-encoding'),
        REMOTE_USER: 'test',
      },
    });
    request.pipe(backend.stdin);
    // The backend may end before it has read the whole request.
    backend.stdin.on('error', () => {});
    let head = Buffer.alloc(0);
    backend.stdout.on('data', (chunk: Buffer) => {
      if (losesAnswer) return;
      if (response.headersSent) {
        response.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const fields = head.subarray(0, end).toString().split('\r\n');
      const headers = Object.fromEntries(
        fields.map(field => {
          const [name = '', value = ''] = field.split(/:\s*/, 2);
          return [name.toLowerCase(), value];
        }),
      );
      const { status = '200', ...others } = headers;
      response.writeHead(Number.parseInt(status, 10), others);
      response.write(head.subarray(end + 4));
    });
    backend.on('close', () => {
      if (losesAnswer) request.socket.destroy();
      else response.end();
    });
  }
}
