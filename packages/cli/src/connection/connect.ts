import type { GlobalOptions } from '../program/GlobalOptions';
import type { Loaders } from '../program/ProgramOptions';
import type { Terminal } from '../Terminal';
import type { Connection } from './Connection';
import { connectToPortal } from './connectToPortal';

/**
 * Connects to the portal of `--portal`, or else to the Kubernetes API.
 *
 * @throws CommandError when there is no token for the portal, and the error of a kubeconfig that cannot be used
 */
export async function connect(
  options: GlobalOptions,
  {
    loaders,
    terminal,
    signal,
  }: { loaders: Loaders; terminal: Terminal; signal: AbortSignal },
): Promise<Connection> {
  return options.portal
    ? connectToPortal(options.portal, options, terminal)
    : loaders.kubernetes().connectToKubernetes(options, terminal, signal);
}
