#!/usr/bin/env node
const fs = require('node:fs');
const path = require('node:path');

// A clone has the sources, which Backstage's transform makes loadable; a published package brings its build.
const isClone = fs.existsSync(path.join(__dirname, '../src/cmd/main.ts'));
if (isClone) {
  require('@backstage/cli/config/nodeTransform.cjs');
}
const { main } = require(isClone ? '../src/cmd/main' : '../dist/index.cjs.js');

main(process.argv.slice(2)).then(code => {
  process.exitCode = code;
});
