// Loads packages of this repository from their sources, as the processes do that run from a checkout.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../scripts/lib/project.mjs';

const require = createRequire(join(root, 'package.json'));
require('@backstage/cli/config/nodeTransform.cjs');

/**
 * @param {string} specifier name of a package, or a path below the repository
 */
export const load = specifier =>
  require(specifier.startsWith('@') ? specifier : join(root, specifier));
