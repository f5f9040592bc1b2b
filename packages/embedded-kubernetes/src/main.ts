import { parseArgs } from 'node:util';
import pino from 'pino';
import { startServer } from './start-server';

const usage = `usage: promenade-embedded-kubernetes --data DIR [options]

  --data DIR              folder of the database and the credentials
  --kubeconfig FILE       where to write a kubeconfig (readable by you alone)
  --port N                port on 127.0.0.1; the last one, or a free one, by default
  --crds PATH             file or folder of CustomResourceDefinitions to install; may be repeated
  --simulate-data-plane   let Deployments become available and jobs complete, without running anything
  --durability full       survive a crash of the machine, not only of the process; slower
  --log-level LEVEL       fatal, error, warn, info, debug or trace; info by default
`;

/** Runs the process until it is told to stop. */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      kubeconfig: { type: 'string' },
      port: { type: 'string' },
      crds: { type: 'string', multiple: true },
      'simulate-data-plane': { type: 'boolean', default: false },
      durability: { type: 'string', default: 'normal' },
      'log-level': { type: 'string', default: 'info' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  if (!values.data) throw new Error(`--data is missing\n\n${usage}`);
  const logger = pino(
    { level: values['log-level'], name: 'embedded-kubernetes' },
    pino.destination({ dest: 2, sync: false }),
  );
  const server = await startServer({
    dataDirectory: values.data,
    kubeconfig: values.kubeconfig,
    port: values.port === undefined ? undefined : Number(values.port),
    crds: values.crds,
    simulateDataPlane: values['simulate-data-plane'],
    durability: values.durability === 'full' ? 'full' : 'normal',
    logger,
  });
  process.stdout.write(
    `${JSON.stringify({ ready: true, server: server.url })}\n`,
  );
  const stopped = new Promise<void>((resolve, reject) => {
    const stop = (signal: string) => {
      logger.info({ signal }, 'stopping');
      server.stop().then(resolve, reject);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
  await stopped;
}
