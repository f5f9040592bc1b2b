// Parses the arguments of a command. Prints the usage if they are invalid.
import { parseArgs } from 'node:util';

/**
 * @param {string} usage printed for --help and for invalid arguments
 * @param {import('node:util').ParseArgsConfig['options']} options
 */
export function parseArguments(usage, options) {
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
