import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { crdFiles } from '../../scripts/crd-files';
import { staleCrds } from '../../scripts/stale-crds';

describe('deploy/crds', () => {
  it('is what the model says; run `npm run crds` when it is not', () => {
    expect(staleCrds(resolve(__dirname, '../../../../deploy/crds'))).toEqual(
      [],
    );
  });
});

describe('staleCrds', () => {
  it('names files that are missing, changed, or of no kind any more', () => {
    const folder = mkdtempSync(join(tmpdir(), 'crds-'));
    try {
      const [[first], ...others] = crdFiles();
      for (const [name, content] of others) {
        writeFileSync(join(folder, name), content);
      }
      const [[changed]] = others;
      writeFileSync(join(folder, changed), 'kind: Nothing\n');
      writeFileSync(join(folder, 'zz_gone.yaml'), '');
      expect(staleCrds(folder)).toEqual(
        [first, changed, 'zz_gone.yaml'].sort(),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
