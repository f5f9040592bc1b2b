// How the commands of this folder run the tests.
import { availableParallelism } from 'node:os';
import { resolveInstalled } from './toolchain.mjs';

/** One more than there are cores, because many suites wait for processes and databases. Each worker may need 1.5 GB. */
const maxWorkers = Math.min(availableParallelism() + 1, 4);

/** The arguments of Node for all tests, or for those whose paths match a pattern. */
export const jestCommand = (...args) => [
  resolveInstalled('@backstage/cli/bin/backstage-cli'),
  'repo',
  'test',
  '--watchAll=false',
  `--maxWorkers=${maxWorkers}`,
  '--testTimeout=60000',
  ...args,
];
