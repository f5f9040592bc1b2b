import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { commandPages } from './commandPages';
import { deriveOperations } from './deriveOperations';

const root = join(__dirname, '../../..');
const operationsFile = join(
  __dirname,
  '../src/program/generatedOperations.json',
);
const pageFolder = join(root, 'docs/cli');

/** Writes the files that differ, unless it only checks. @returns the paths of those that differ */
function update(
  files: ReadonlyMap<string, string>,
  { isCheck }: { isCheck: boolean },
): string[] {
  const stale = [...files].filter(
    ([file, content]) =>
      !existsSync(file) || readFileSync(file, 'utf8') !== content,
  );
  const removed = existsSync(pageFolder)
    ? readdirSync(pageFolder)
        .map(name => join(pageFolder, name))
        .filter(file => file.endsWith('.md') && !files.has(file))
    : [];
  if (!isCheck) {
    for (const [file, content] of stale) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    for (const file of removed) rmSync(file);
  }
  return [...stale.map(([file]) => file), ...removed].map(file =>
    relative(root, file),
  );
}

function main(args: readonly string[]): number {
  const unknown = args.find(arg => arg !== '--check');
  if (unknown) {
    process.stderr.write(
      `Unknown argument ${unknown}. Usage: npm run cli-docs [-- --check]\n`,
    );
    return 2;
  }
  const isCheck = args.includes('--check');
  const operations = deriveOperations();
  const files = new Map([
    [operationsFile, `${JSON.stringify(operations, undefined, 1)}\n`],
    ...[...commandPages(operations)].map(
      ([name, page]) => [join(pageFolder, name), page] as const,
    ),
  ]);
  return report(update(files, { isCheck }), isCheck);
}

function report(files: readonly string[], isCheck: boolean): number {
  if (files.length === 0) {
    process.stdout.write('The commands and their pages are up to date.\n');
    return 0;
  }
  if (!isCheck) {
    process.stdout.write(`Written: ${files.join(', ')}\n`);
    return 0;
  }
  process.stderr.write(
    `Stale: ${files.join(', ')}. Run \`npm run cli-docs\` and commit them.\n`,
  );
  return 1;
}

process.exitCode = main(process.argv.slice(2));
