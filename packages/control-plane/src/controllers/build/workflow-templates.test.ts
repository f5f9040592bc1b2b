import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { controlledBuildParameters } from '@promenade/openchoreo-model';
import { parse } from 'yaml';
import { z } from 'zod';

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
const folder = resolve(__dirname, '../../../../../deploy/build-plane');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

const parametersSchema = z
  .object({ parameters: z.array(z.object({ name: z.string() })).default([]) })
  .default({ parameters: [] });

const templateSchema = z.object({
  kind: z.literal('ClusterWorkflowTemplate'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    entrypoint: z.string(),
    arguments: parametersSchema,
    volumes: z.array(z.object({ name: z.string() })),
    volumeClaimTemplates: z.array(
      z.object({ metadata: z.object({ name: z.string() }) }),
    ),
    templates: z.array(
      z.object({
        name: z.string(),
        steps: z
          .array(z.array(z.object({ name: z.string(), template: z.string() })))
          .optional(),
        inputs: parametersSchema,
        outputs: parametersSchema,
        script: z
          .object({
            source: z.string(),
            volumeMounts: z.array(z.object({ name: z.string() })),
          })
          .optional(),
      }),
    ),
  }),
});

const { resources } = z
  .object({ resources: z.array(z.string()) })
  .parse(parse(read('kustomization.yaml')));

const namesIn = ({ parameters }: z.output<typeof parametersSchema>) =>
  parameters.map(({ name }) => name);

describe.each(resources)('the workflow template %s', file => {
  const text = read(file);
  const { metadata, spec } = templateSchema.parse(parse(text));
  const find = (name: string) =>
    spec.templates.find(each => each.name === name);

  it('has the name of its file, and every parameter of a build', () => {
    expect(file).toBe(`${metadata.name}.yaml`);
    expect(namesIn(spec.arguments)).toEqual(
      expect.arrayContaining([...controlledBuildParameters]),
    );
  });

  it('has the steps and outputs that the control plane reads', () => {
    const steps = find(spec.entrypoint)?.steps?.flat() ?? [];
    expect(steps.map(({ template }) => template)).toEqual(
      expect.arrayContaining([
        'clone-step',
        'push-step',
        'scan-step',
        'sign-step',
      ]),
    );
    for (const { template } of steps) expect(find(template)).toBeDefined();
    expect(namesIn(find('push-step')?.outputs ?? { parameters: [] })).toEqual([
      'image',
    ]);
    expect(namesIn(find('clone-step')?.outputs ?? { parameters: [] })).toEqual([
      'git-revision',
    ]);
  });

  it('refers to what it has', () => {
    const used = [...text.matchAll(/\{\{workflow\.parameters\.([\w-]+)\}\}/g)];
    for (const [, name] of used) {
      expect(namesIn(spec.arguments)).toContain(name);
    }
    const volumes = [
      ...spec.volumes.map(({ name }) => name),
      ...spec.volumeClaimTemplates.map(each => each.metadata.name),
    ];
    for (const { script } of spec.templates) {
      for (const { name } of script?.volumeMounts ?? []) {
        expect(volumes).toContain(name);
      }
    }
  });

  it('has scripts that a shell can read, and no parameter in one', () => {
    const scripts = spec.templates.flatMap(({ script }) => script ?? []);
    expect(scripts.length).toBeGreaterThan(0);
    for (const { source } of scripts) {
      expect(source).not.toContain('{{');
      execFileSync('sh', ['-n'], { input: source });
    }
  });

  it('row 21: keeps and uses the cache of the component if its parameter says so', () => {
    const { script } =
      find(find('build-step') ? 'build-step' : 'push-step') ?? {};
    const folderOfTest = mkdtempSync(join(tmpdir(), 'build-'));
    try {
      // The builders print how they are called.
      const builder = join(folderOfTest, 'buildctl-daemonless.sh');
      writeFileSync(builder, '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
      const argumentsWith = (cache: string) =>
        execFileSync('sh', {
          input: (script?.source ?? '')
            .replaceAll('/cnb/lifecycle/creator', 'buildctl-daemonless.sh')
            .replaceAll('/tmp/', `${folderOfTest}/${cache}-`)
            .replaceAll('/workspace', folderOfTest),
          encoding: 'utf8',
          env: {
            PATH: `${folderOfTest}:${process.env.PATH}`,
            CACHE: cache,
            CACHE_IMAGE: 'registry.test/shop-web:build-cache',
            REGISTRY_PREFIX: 'registry.test',
            IMAGE_NAME: 'shop-web',
            IMAGE_TAG: 'default',
            GIT_REVISION: '0123456789',
            APP_PATH: '',
            DOCKER_CONTEXT: '/',
            DOCKERFILE_PATH: '/Dockerfile',
          },
        });
      mkdirSync(join(folderOfTest, 'source'));
      expect(argumentsWith('true')).toContain(
        'registry.test/shop-web:build-cache',
      );
      expect(argumentsWith('false')).not.toContain('cache');
    } finally {
      rmSync(folderOfTest, { recursive: true });
    }
  });
});
