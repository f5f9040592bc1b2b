// A command that starts processes and keeps them: they end together, when a person or a failure ends one of them.
import { relative } from 'node:path';
import { ProcessGroup } from './processes.mjs';
import { fallSilent, reportFailure } from './terminal.mjs';

/**
 * @param {(group: ProcessGroup) => Promise<void>} main starts what is kept
 * @param {{ verbose?: boolean }} options of the command
 */
export function keepTogether(main, options) {
  let leaving = false;
  const leave = async code => {
    if (leaving) return;
    leaving = true;
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
    leave(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      fallSilent();
      leave(0);
    });
  main(group).catch(error => {
    if (!leaving) leave(reportFailure(error, options));
  });
}
