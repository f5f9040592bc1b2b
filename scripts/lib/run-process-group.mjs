// Runs a group of processes until one of them exits or the command is stopped. Then it stops all of them.
import { relative } from 'node:path';
import { ProcessGroup } from './processes.mjs';
import { muteSteps, reportFailure } from './terminal.mjs';

/**
 * @param {(group: ProcessGroup) => Promise<void>} main starts the processes
 * @param {{ verbose?: boolean }} options of the command
 */
export function runProcessGroup(main, options) {
  let isStopping = false;
  const stop = async code => {
    if (isStopping) return;
    isStopping = true;
    await group.stop();
    process.exit(code);
  };
  const group = new ProcessGroup((name, log) => {
    console.error(
      `\n  ✕ ${name} ended unexpectedly; everything is stopped.\n    Log: ${relative(
        process.cwd(),
        log,
      )}`,
    );
    stop(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      muteSteps();
      stop(0);
    });
  main(group).catch(error => {
    if (!isStopping) stop(reportFailure(error, options));
  });
}
