#!/usr/bin/env node
const fs = require('node:fs');
const path = require('node:path');
const { engines } = require('../package.json');

// An older one fails somewhere in a dependency, with an error that does not say why.
const needed = /\d+\.\d+/.exec(engines.node)[0];
if (needed.localeCompare(process.versions.node, 'en', { numeric: true }) > 0) {
  process.stderr.write(
    `promenade: needs Node.js ${needed} or later, and this is ${process.versions.node}. Install a newer one\n`,
  );
  process.exit(1);
}

// The reader of a pipe, such as `head`, may have enough before everything is written.
process.stdout.on('error', error => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(1);
});

// One file for both commands, so that `npx @promenade/cli` knows what to run. It takes any of the names.
const isPlugin =
  path.basename(process.argv[1]).startsWith('kubectl-choreo') &&
  process.env.npm_command !== 'exec';

// A clone has the sources, which Backstage's transform makes loadable; a published package brings its build.
const isClone = fs.existsSync(path.join(__dirname, '../src/index.ts'));
if (isClone) {
  require('@backstage/cli/config/nodeTransform.cjs');
}
const load = module =>
  require(isClone ? `../src/${module}` : `../dist/${module}.cjs.js`);
const loaders = {
  runner: () => load('runner'),
  kubernetes: () => load('kubernetes'),
};
load('index')
  .main(process.argv.slice(2), {
    name: isPlugin ? 'kubectl choreo' : 'promenade',
    loaders,
  })
  .then(status => {
    process.exitCode = status;
  });
