// Loads packages of this repository from their TypeScript sources, without a build.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../scripts/lib/project.mjs';

const require = createRequire(join(root, 'package.json'));
require('@backstage/cli/config/nodeTransform.cjs');

/** @param {string} specifier name of a package, or a path in the repository */
export const loadPackage = specifier =>
  require(specifier.startsWith('@') ? specifier : join(root, specifier));
