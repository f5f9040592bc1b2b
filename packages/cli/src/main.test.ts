import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
const source = resolve(__dirname, 'main.ts');

/** Shows the help in a process of its own, and prints the packages that were loaded for it. */
const script = `
  require('@backstage/cli/config/nodeTransform.cjs');
  const before = new Set(Object.keys(require.cache));
  const { main } = require(${JSON.stringify(source)});
  const stdout = { write: () => true };
  const terminal = { stdin: process.stdin, stdout, stderr: stdout, env: {} };
  const loaders = { runner: () => { throw new Error() }, kubernetes: () => { throw new Error() } };
  main(['promote', 'component', '--help'], { name: 'promenade', terminal, loaders }).then(status => {
    const packages = Object.keys(require.cache)
      .filter(file => !before.has(file))
      .flatMap(file => /node_modules\\/((?:@[^/]+\\/)?[^/]+)(?!.*node_modules)/.exec(file)?.[1] ?? []);
    console.log(JSON.stringify({ status, packages: [...new Set(packages)] }));
  });
`;

describe('main', () => {
  it('loads nothing but commander to show the help', () => {
    const output = execFileSync(process.execPath, ['-e', script], {
      cwd: resolve(source, '..'),
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual({ status: 0, packages: ['commander'] });
  });
});
