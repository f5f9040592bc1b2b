import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JsonObject } from '@backstage/types';
import knexFactory from 'knex';

/** Debian's folder of PostgreSQL versions. */
const versions = '/usr/lib/postgresql';
const port = 5432;
const socketName = `.s.PGSQL.${port}`;
const user = 'backstage';

/** How a client connects to the server. */
export interface DatabaseConfig extends JsonObject {
  client: string;
  connection: { host: string } & JsonObject;
}

/** Forwards connections to the server until a test cuts them. */
export class DatabaseLink {
  readonly #folder: string;
  readonly #target: string;
  readonly #sockets = new Set<Socket>();
  #listener: Server | undefined;

  /**
   * @param folder - of the socket on which it listens
   * @param target - the socket of the server
   */
  constructor(folder: string, target: string) {
    this.#folder = folder;
    this.#target = target;
  }

  /** The configuration with which a client uses this link. */
  connect(config: DatabaseConfig): DatabaseConfig {
    const connection = { ...config.connection, host: this.#folder };
    return { ...config, connection };
  }

  /** Ends all connections, and accepts no others. */
  cut(): void {
    this.#listener?.close();
    this.#listener = undefined;
    for (const socket of this.#sockets) socket.destroy();
    rmSync(join(this.#folder, socketName), { force: true });
  }

  /** Forwards nothing more on the connections that exist, as if the client was gone without closing them. */
  freeze(): void {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  async restore(): Promise<void> {
    const listener = createServer(client => {
      const server = connect(this.#target);
      for (const [from, to] of [
        [client, server],
        [server, client],
      ]) {
        this.#sockets.add(from);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
    });
    this.#listener = listener;
    listener.listen(join(this.#folder, socketName));
    await once(listener, 'listening');
  }
}

/** The folder with the executables of the newest installed PostgreSQL. */
function executables(): string | undefined {
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .sort((a, b) => Number(b) - Number(a))
    .map(version => join(versions, version, 'bin'))
    .find(folder => existsSync(join(folder, 'initdb')));
}

/**
 * A PostgreSQL for a suite, with its data in a temporary folder. It listens on Unix sockets only. It never runs as root, and it
 * ends with the process of the tests.
 */
export class TestPostgres {
  readonly #executables: string;
  readonly #folder: string;
  readonly #links = new Set<DatabaseLink>();
  #server: ChildProcess | undefined;
  #ids = 0;

  static isInstalled(): boolean {
    return executables() !== undefined;
  }

  static async start(): Promise<TestPostgres> {
    const folder = executables();
    if (!folder) throw new Error(`PostgreSQL is not installed in ${versions}`);
    const postgres = new TestPostgres(folder);
    try {
      postgres.#initialize();
      await postgres.startServer();
      return postgres;
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  }

  private constructor(folder: string) {
    this.#executables = folder;
    this.#folder = mkdtempSync(join(tmpdir(), 'postgres-'));
    chmodSync(this.#folder, 0o777);
  }

  /** `backend.database` of the configuration of a new installation of Backstage. */
  newDatabase(): DatabaseConfig {
    return {
      client: 'pg',
      prefix: `test${this.#nextId()}_`,
      connection: { host: this.#folder, port, user },
    };
  }

  /** The configuration of knex for a new and empty database. */
  async newKnexConfig(): Promise<DatabaseConfig> {
    const database = `test${this.#nextId()}`;
    const connection = { host: this.#folder, port, user };
    const admin = knexFactory({
      client: 'pg',
      connection: { ...connection, database: 'postgres' },
    });
    await admin.raw('create database ??', [database]);
    await admin.destroy();
    return { client: 'pg', connection: { ...connection, database } };
  }

  /** A connection to the server that a test can cut. */
  async link(): Promise<DatabaseLink> {
    const folder = join(this.#folder, `link${this.#nextId()}`);
    mkdirSync(folder);
    const link = new DatabaseLink(folder, join(this.#folder, socketName));
    this.#links.add(link);
    await link.restore();
    return link;
  }

  async startServer(): Promise<void> {
    const server = this.#spawn('postgres', [
      ...['-D', join(this.#folder, 'data')],
      ...['-k', this.#folder, '-p', `${port}`],
      ...['-c', 'listen_addresses='],
      // The data outlives a crash of the server, not one of the machine.
      ...['-c', 'fsync=off', '-c', 'full_page_writes=off'],
      ...['-c', 'shared_buffers=32MB', '-c', 'max_connections=300'],
    ]);
    this.#server = server;
    await waitUntilReady(server);
  }

  /** Ends the server and all its connections at once, as a crash does. */
  async stopServer(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server || server.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGQUIT');
    await ended;
  }

  async stop(): Promise<void> {
    for (const link of this.#links) link.cut();
    await this.stopServer();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  #initialize(): void {
    const [command, ...args] = this.#command('initdb', [
      ...['-D', join(this.#folder, 'data')],
      ...['--username', user, '--auth', 'trust', '--encoding', 'UTF8'],
      ...['--locale', 'C.UTF-8', '--no-sync'],
    ]);
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  #spawn(executable: string, args: readonly string[]): ChildProcess {
    const [command, ...rest] = this.#command(executable, args);
    return spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  /** PostgreSQL refuses to run as root. It ends when this process ends, also when that is killed. */
  #command(executable: string, args: readonly string[]): [string, ...string[]] {
    const account =
      process.getuid?.() === 0
        ? ['--reuid=postgres', '--regid=postgres', '--clear-groups']
        : [];
    return [
      'setpriv',
      ...account,
      '--pdeathsig=QUIT',
      join(this.#executables, executable),
      ...args,
    ];
  }
}

async function waitUntilReady(server: ChildProcess): Promise<void> {
  if (!server.stderr) throw new Error('the output of PostgreSQL is not read');
  let output = '';
  const lines = createInterface({ input: server.stderr });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', code =>
      reject(new Error(`PostgreSQL ended with code ${code}:\n${output}`)),
    );
    lines.on('line', line => {
      output = `${output}${line}\n`.slice(-10_000);
      if (line.includes('ready to accept connections')) resolve();
    });
  });
  server.removeAllListeners('exit');
}

/** A suite that has a PostgreSQL. It is skipped where none is installed. */
export function describeWithPostgres(
  title: string,
  define: (getPostgres: () => TestPostgres) => void,
): void {
  const isInstalled = TestPostgres.isInstalled();
  const suite = isInstalled ? describe : describe.skip;
  const reason = isInstalled ? '' : ` (there is no PostgreSQL in ${versions})`;
  suite(`${title}${reason}`, () => {
    let postgres: TestPostgres | undefined;
    beforeAll(async () => {
      postgres = await TestPostgres.start();
    });
    afterAll(() => postgres?.stop());
    define(() => {
      if (!postgres) throw new Error('PostgreSQL is not started');
      return postgres;
    });
  });
}
