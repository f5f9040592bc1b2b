import { kinds } from '../registry';
import { crdOf } from '../crd/crd-of';
import { workloadTemplateSchema } from './workload-template';

const issuesOf = (container: object) =>
  workloadTemplateSchema
    .safeParse({ containers: { main: { image: 'app:1', ...container } } })
    .error?.issues.map(({ path, message }) => ({
      path: path.slice(2).join('.'),
      message,
    })) ?? [];

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('The image of a container', () => {
  it.each([
    'app',
    'app:1.4.2',
    'library/app:latest',
    'registry.test:5000/team/app_one.two--three:v1_A',
    'localhost/app',
    '[::1]:5000/app:1',
    `app@${digest}`,
    `Registry.Test/app:1@${digest}`,
  ])('can be %s', image => {
    expect(issuesOf({ image })).toEqual([]);
  });

  it.each([
    '',
    ' app:1',
    'app:1 ',
    'App:1',
    'registry.test/App:1',
    'app:',
    'app:-1',
    'app//x',
    'https://registry.test/app:1',
    'app@sha256:abc',
    '{{ image }}',
  ])('cannot be "%s"', image => {
    expect(issuesOf({ image }).map(({ path }) => path)).toContain('image');
  });
});

describe.each([
  ['env', { key: 'A' }],
  ['files', { mountPath: '/a' }],
])('An entry of %s', (list, entry) => {
  const valueFrom = { secretRef: { name: 's', key: 'k' } };

  it('cannot have a value beside valueFrom', () => {
    expect(issuesOf({ [list]: [{ ...entry, value: 'a', valueFrom }] })).toEqual(
      [
        {
          path: `${list}.0.valueFrom`,
          message: 'value and valueFrom exclude each other',
        },
      ],
    );
  });

  it.each([
    { value: 'a' },
    { value: '' },
    { valueFrom },
    { value: '', valueFrom },
    {},
  ])('can have %j', source => {
    expect(issuesOf({ [list]: [{ ...entry, ...source }] })).toEqual([]);
  });
});

describe('The custom resource definition of Workload', () => {
  const [{ schema }] = crdOf(
    kinds.find(({ kind }) => kind === 'Workload') ?? kinds[0],
  ).spec.versions;
  const container =
    schema.openAPIV3Schema.properties?.spec.properties?.containers
      .additionalProperties?.properties;

  it('validates images, and values beside valueFrom', () => {
    expect(container?.image.pattern).toMatch(/^\^.*\$$/);
    for (const list of [container?.env, container?.files]) {
      expect(list?.items?.not).toEqual({
        required: ['value', 'valueFrom'],
        properties: { value: { minLength: 1 } },
      });
    }
  });
});
