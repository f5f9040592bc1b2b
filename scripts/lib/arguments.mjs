// Reads a command's arguments; an unknown one gets a sentence and the usage.
import { parseArgs } from 'node:util';

/**
 * @param {string} usage printed for --help and after a mistake
 * @param {import('node:util').ParseArgsConfig['options']} options
 */
export function argumentsOf(usage, options) {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean' },
        verbose: { type: 'boolean', default: false },
        ...options,
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    return values;
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}
