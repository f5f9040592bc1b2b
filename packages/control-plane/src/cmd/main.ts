import { run } from './run';

/**
 * The process `promenade-control-plane`.
 *
 * @param args - its command line, without node and script
 * @returns the exit status
 */
export function main(args: readonly string[]): Promise<number> {
  return run(args);
}
