#!/usr/bin/env node
const fs = require('node:fs');
const path = require('node:path');

// A published package brings its build; a clone has the sources, which Backstage's transform makes loadable.
const built = path.join(__dirname, '../dist/index.cjs.js');
if (!fs.existsSync(path.join(__dirname, '../src/main.ts'))) {
  start(require(built));
} else {
  require('@backstage/cli/config/nodeTransform.cjs');
  start(require('../src/index'));
}

function start({ main }) {
  main(process.argv.slice(2)).catch(error => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exitCode = 1;
  });
}
