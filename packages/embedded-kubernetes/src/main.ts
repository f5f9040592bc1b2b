import { parseArgs } from 'node:util';
import pino from 'pino';
import { z } from 'zod';
import { startServer } from './server/start-server';

const usage = `usage: promenade-embedded-kubernetes --data DIR [options]

  --data DIR              folder of the database and the credentials
  --kubeconfig FILE       where to write a kubeconfig (readable by you alone)
  --port N                port on 127.0.0.1; the last one, or a free one, by default
  --crds PATH             file or folder of CustomResourceDefinitions to install; may be repeated
  --simulate-data-plane   let Deployments become available and jobs complete, without running anything
  --durability full       survive a crash of the machine, not only of the process; slower
  --stop-with-stdin       stop when the standard input ends: with the process that started this one
  --log-level LEVEL       fatal, error, warn, info, debug or trace; info by default
`;

const settingsSchema = z.object({
  data: z.string({ error: 'is missing' }),
  kubeconfig: z.string().optional(),
  port: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .optional(),
  crds: z.array(z.string()).optional(),
  'simulate-data-plane': z.boolean().default(false),
  durability: z.enum(['normal', 'full']).default('normal'),
  'stop-with-stdin': z.boolean().default(false),
  'log-level': z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info'),
});

/**
 * Runs the process until a signal stops it.
 * @throws Error with the usage if the arguments are invalid
 *
 * @public
 */
export async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  const settings = readSettings(args);
  const logger = pino(
    { level: settings['log-level'], name: 'embedded-kubernetes' },
    pino.destination({ dest: 2, sync: false }),
  );
  const server = await startServer({
    dataDirectory: settings.data,
    kubeconfig: settings.kubeconfig,
    port: settings.port,
    crds: settings.crds,
    simulateDataPlane: settings['simulate-data-plane'],
    durability: settings.durability,
    logger,
  });
  const stopped = new Promise<void>((resolve, reject) => {
    const stop = (signal: string) => {
      logger.info({ signal }, 'stopping');
      // A pipe that is being read keeps the process alive.
      process.stdin.destroy();
      server.stop().then(resolve, reject);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    if (settings['stop-with-stdin'])
      process.stdin.once('end', () => stop('end of input')).resume();
  });
  // Written after the signal handlers are set, because the reader may stop the process at once.
  process.stdout.write(
    `${JSON.stringify({ ready: true, server: server.url })}\n`,
  );
  await stopped;
}

function readSettings(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      kubeconfig: { type: 'string' },
      port: { type: 'string' },
      crds: { type: 'string', multiple: true },
      'simulate-data-plane': { type: 'boolean' },
      durability: { type: 'string' },
      'stop-with-stdin': { type: 'boolean' },
      'log-level': { type: 'string' },
    },
  });
  const parsed = settingsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new Error(`--${path.join('.')} ${message}\n\n${usage}`);
}
