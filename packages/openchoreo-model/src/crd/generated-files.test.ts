import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { generatedFiles } from '../../scripts/generated-files';
import { staleFiles } from '../../scripts/stale-files';

describe('Generated files', () => {
  it('match the model; otherwise run `npm run crds`', () => {
    expect(staleFiles(resolve(__dirname, '../../../..'))).toEqual([]);
  });
});

describe('staleFiles', () => {
  it('returns files that are missing, changed, or of a removed kind', () => {
    const root = mkdtempSync(join(tmpdir(), 'generated-'));
    try {
      const [[missing], [changed], ...others] = generatedFiles();
      for (const [path, content] of [
        [changed, 'kind: Nothing\n'],
        ['deploy/crds/gone.yaml', ''],
        ...others,
      ]) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
      expect(staleFiles(root)).toEqual(
        [missing, changed, 'deploy/crds/gone.yaml'].sort(),
      );
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
