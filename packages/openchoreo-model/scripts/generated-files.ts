import { stringify } from 'yaml';
import { crdOf, kinds } from '../src';
import { kindsPage } from './kinds-page';

const header =
  '# Written by `npm run crds` from packages/openchoreo-model; change the schema there.\n';

/** Folder that contains only generated files. */
export const crdFolder = 'deploy/crds';

/** Returns the generated files: path from the root of the repository, and content. */
export function generatedFiles(): Map<string, string> {
  return new Map([
    ...kinds.map((kind): [string, string] => [
      `${crdFolder}/${kind.group}_${kind.plural}.yaml`,
      header +
        stringify(crdOf(kind), {
          aliasDuplicateObjects: false,
          lineWidth: 0,
          // kubectl reads YAML 1.1, in which an unquoted Off is false.
          version: '1.1',
        }),
    ]),
    ['docs/reference/kinds.md', kindsPage()],
  ]);
}
