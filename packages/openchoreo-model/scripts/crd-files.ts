import { stringify } from 'yaml';
import { crdOf, kinds } from '../src';

const header =
  '# Written by `npm run crds` from packages/openchoreo-model; change the schema there.\n';

/** The files of `deploy/crds`: their names and contents, one for each kind. */
export function crdFiles(): Map<string, string> {
  return new Map(
    kinds.map(kind => [
      `${kind.group}_${kind.plural}.yaml`,
      header +
        stringify(crdOf(kind), { aliasDuplicateObjects: false, lineWidth: 0 }),
    ]),
  );
}
