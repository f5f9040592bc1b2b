import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FieldSpec } from '../program/OperationSpec';
import { readInput } from './readInput';

const field = (name: string, type: FieldSpec['type']): FieldSpec => ({
  name,
  flag: `--${name}`,
  type,
  description: '',
  isRequired: false,
});

const spec = {
  resource: 'component',
  fields: [
    field('organization', 'text'),
    field('project', 'text'),
    field('component', 'text'),
    field('descriptor', 'document'),
    field('reason', 'text'),
    field('components', 'list'),
    field('replicas', 'number'),
    field('endpoints', 'value'),
  ],
} as const;

describe('readInput', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'promenade-cli-'));
    await writeFile(join(folder, 'workload.yaml'), 'endpoints: []\n');
    await writeFile(
      join(folder, 'input.yaml'),
      'replicas: 1\nproject: boats\n',
    );
  });

  afterAll(() => rm(folder, { recursive: true }));

  const read = (given: object, file?: string, stdin = '') =>
    readInput({ ...spec, fields: [...spec.fields] }, { ...given }, file, {
      stdin: Readable.from([stdin]),
    });

  it('takes the parents out of the name of a component', async () => {
    expect(await read({ component: 'default/tram/board' })).toEqual({
      organization: 'default',
      project: 'tram',
      component: 'board',
    });
    expect(await read({ component: 'tram/board' })).toEqual({
      project: 'tram',
      component: 'board',
    });
  });

  it('rejects what does not name a component', async () => {
    await expect(read({ component: 'a/b/c/d' })).rejects.toThrow(
      'Use ORGANIZATION/PROJECT/COMPONENT, or its last part',
    );
    await expect(read({ component: 'tram/' })).rejects.toThrow(
      'does not name a component',
    );
  });

  it('reads numbers, YAML and files', async () => {
    expect(
      await read({
        replicas: '3',
        endpoints: '[{ name: http, port: 80 }]',
        descriptor: `@${join(folder, 'workload.yaml')}`,
      }),
    ).toEqual({
      replicas: 3,
      endpoints: [{ name: 'http', port: 80 }],
      descriptor: 'endpoints: []\n',
    });
  });

  it('reads no file for a text that begins with @', async () => {
    const reason = `@${join(folder, 'workload.yaml')}`;
    expect(await read({ reason })).toEqual({ reason });
  });

  it('takes one answer for a list', async () => {
    expect(await read({ components: 'board' })).toEqual({
      components: ['board'],
    });
  });

  it('names the option of an invalid value', async () => {
    await expect(read({ replicas: 'many' })).rejects.toThrow(
      '--replicas is "many", which is not a number',
    );
    await expect(read({ endpoints: '[' })).rejects.toThrow(
      '--endpoints is not YAML',
    );
    await expect(read({ descriptor: '@missing.yaml' })).rejects.toThrow(
      '--descriptor: cannot read missing.yaml',
    );
  });

  it('replaces fields of a file by options', async () => {
    const file = join(folder, 'input.yaml');
    expect(await read({ project: 'tram' }, file)).toEqual({
      project: 'tram',
      replicas: 1,
    });
  });

  it('reads fields from the standard input', async () => {
    expect(await read({}, '-', '{ "replicas": 2 }')).toEqual({ replicas: 2 });
    await expect(read({}, '-', '- 1')).rejects.toThrow('has no fields');
  });
});
