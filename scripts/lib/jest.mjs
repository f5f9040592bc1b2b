// How the commands of this folder run the tests.
import { availableParallelism } from 'node:os';
import { resolveInstalled } from './toolchain.mjs';

/** Each worker may need 1.5 GB. */
const maxWorkers = 4;

/** One more than there are cores, because many suites wait for processes and databases. */
const defaultWorkers = availableParallelism() + 1;

/**
 * The arguments of Node for all tests, or for those whose paths match a pattern.
 *
 * @param {string[]} args of Jest
 * @param {{ workers?: number }} [options] how many suites run at once
 */
export const jestCommand = (args, { workers = defaultWorkers } = {}) => [
  resolveInstalled('@backstage/cli/bin/backstage-cli'),
  'repo',
  'test',
  '--watchAll=false',
  `--maxWorkers=${Math.min(workers, maxWorkers)}`,
  '--testTimeout=60000',
  ...args,
];
