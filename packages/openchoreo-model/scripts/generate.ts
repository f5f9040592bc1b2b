import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generatedFiles } from './generated-files';
import { staleFiles } from './stale-files';

const root = resolve(__dirname, '../../..');

function writeFiles(stale: string[]): void {
  const wanted = generatedFiles();
  for (const path of stale) {
    const file = join(root, path);
    const content = wanted.get(path);
    if (content === undefined) {
      rmSync(file);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
}

const formatPaths = (paths: string[]) =>
  paths.map(path => `  ${path}\n`).join('');

function main(args: string[]): number {
  const unknown = args.find(arg => arg !== '--check');
  if (unknown) {
    process.stderr.write(
      `Unknown argument ${unknown}. Usage: npm run crds [-- --check]\n`,
    );
    return 2;
  }
  const stale = staleFiles(root);
  if (stale.length === 0) {
    process.stdout.write('All generated files are up to date.\n');
    return 0;
  }
  if (args.includes('--check')) {
    process.stderr.write(
      `Generated files are out of date. Run \`npm run crds\` and commit:\n${formatPaths(
        stale,
      )}`,
    );
    return 1;
  }
  writeFiles(stale);
  process.stdout.write(`Wrote:\n${formatPaths(stale)}`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
