import { InvalidArgumentError } from 'commander';
import { CliCommand } from '../program/CliCommand';
import type { ProgramOptions } from '../program/ProgramOptions';

/** Adds the command that starts a portal, a control plane and a Kubernetes API on this machine. */
export function addDev(program: CliCommand, options: ProgramOptions): void {
  const command = new CliCommand('dev')
    .copyInheritedSettings(program)
    .summary('start a portal, a control plane and a Kubernetes API here')
    .description(
      'Start a portal, a control plane and a Kubernetes API on this machine, until it is interrupted. npm installs them at the first start. With `--kubeconfig`, the control plane and the portal use that cluster. Workloads of the Kubernetes API do not run: their status is simulated. The data and the packages are in ~/.promenade, or in the folder of PROMENADE_HOME.',
    )
    .option('--port <number>', "the portal's port", parsePort, 7007)
    .option('--no-portal', 'start no portal')
    .option('--reset', 'delete all data first')
    .example(`${options.name} dev --port 7010`);
  program.addCommand(command);
  command.action(async () => {
    const { startDev } = options.loaders.runner();
    await startDev(command, options);
  });
}

function parsePort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('Use a number from 1 to 65535.');
}
