import type { Environment } from '@promenade/openchoreo-model';
import { anEnvironment, withSpec } from '../../test/__testUtils__';
import {
  checkEnvironmentPolicies,
  policyContentOf,
  type PolicyContent,
} from './check-environment-policies';

type Policies = NonNullable<Environment['spec']['policies']>;

const digest = `@sha256:${'0a'.repeat(32)}`;
const content = {
  className: 'default',
  images: ['registry.acme/shop/greeter:1'],
  maxReplicas: 2,
};

const check = (policies?: Policies, changed: Partial<PolicyContent> = {}) =>
  checkEnvironmentPolicies(
    { ...content, ...changed },
    anEnvironment('production', withSpec({ policies })),
  );

describe('checkEnvironmentPolicies', () => {
  it.each<[string, Policies | undefined, Partial<PolicyContent>]>([
    ['no policies', undefined, {}],
    ['empty policies', {}, {}],
    ['an approval, which a promotion waits for', { requireApproval: true }, {}],
    ['its class', { allowedClasses: ['small', 'default'] }, {}],
    ['a pattern without anchors', { allowedImages: 'acme/' }, {}],
    ['an empty pattern', { allowedImages: '' }, {}],
    [
      'a pattern that matches all images',
      { allowedImages: '^(registry\\.acme/|docker\\.io/library/)' },
      { images: ['registry.acme/a', 'docker.io/library/b:1'] },
    ],
    ['a pattern, without images', { allowedImages: 'x' }, { images: [] }],
    ['as many replicas', { maxReplicas: 2 }, {}],
    ['replicas of a task', { maxReplicas: 1 }, { maxReplicas: undefined }],
    ['unsigned images', { requireSigned: false }, {}],
  ])('allows %s', (_, policies, changed) => {
    expect(check(policies, changed)).toEqual([]);
  });

  it.each<[string, Policies, Partial<PolicyContent>, string[]]>([
    [
      'another class',
      { allowedClasses: ['small', 'large'] },
      {},
      [
        'Class "default" is not among the allowedClasses of Environment "production"; use one of "small", "large", or add it there',
      ],
    ],
    [
      'every class with an empty list',
      { allowedClasses: [] },
      {},
      [
        'Class "default" is not among the allowedClasses of Environment "production"; add it there',
      ],
    ],
    [
      'each image that does not match, once',
      { allowedImages: '^registry\\.acme/' },
      {
        images: [
          'docker.io/registry.acme/a',
          'registry.acme/b',
          'registry-acme/c',
          'registry-acme/c',
        ],
      },
      [
        'Image "docker.io/registry.acme/a" does not match allowedImages of Environment "production" (^registry\\.acme/); use an image that does, or change the policy',
        'Image "registry-acme/c" does not match allowedImages of Environment "production" (^registry\\.acme/); use an image that does, or change the policy',
      ],
    ],
    [
      'what comes after an anchor',
      { allowedImages: '^registry\\.acme/[a-z/]+:[0-9]+$' },
      { images: ['registry.acme/a:1-dev'] },
      [expect.stringContaining('"registry.acme/a:1-dev" does not match')],
    ],
    [
      'an image that is too long to be one',
      { allowedImages: '' },
      { images: ['a'.repeat(1025)] },
      [expect.stringContaining('does not match')],
    ],
    [
      'more replicas',
      { maxReplicas: 1 },
      {},
      [
        '2 replicas exceed maxReplicas of Environment "production" (1); set fewer replicas, or raise the maximum',
      ],
    ],
    [
      'an image without a digest',
      { requireSigned: true },
      { images: [`registry.acme/a${digest}`, 'registry.acme/b:1'] },
      [
        'Image "registry.acme/b:1" has no digest, which requireSigned of Environment "production" needs; add the digest of the signed image',
      ],
    ],
  ])('forbids %s', (_, policies, changed, messages) => {
    const violations = check(policies, changed);
    expect(violations.map(({ message }) => message)).toEqual(messages);
    expect(violations.map(({ isUnknown }) => isUnknown)).toEqual(
      messages.map(() => false),
    );
    expect(new Set(violations.map(({ policy }) => policy))).toEqual(
      new Set(Object.keys(policies)),
    );
  });

  it.each<[string, Policies, string]>([
    [
      'a pattern that cannot be compiled',
      { allowedImages: '^(registry' },
      'allowedImages of Environment "production" is not a usable regular expression (error parsing regexp: missing closing ): `^(registry`); correct it',
    ],
    [
      'a pattern with a lookahead, which RE2 does not have',
      { allowedImages: '^(?=registry)' },
      expect.stringContaining('invalid or unsupported Perl syntax'),
    ],
    [
      'a pattern that is too long',
      { allowedImages: 'a'.repeat(1001) },
      expect.stringContaining('(it is longer than 1000 characters)'),
    ],
    [
      'a pattern that is too large',
      { allowedImages: 'a{1000}'.repeat(3) },
      expect.stringContaining('(it is too large)'),
    ],
    [
      'signatures',
      { requireSigned: true },
      'requireSigned of Environment "production" blocks all deployments, because signatures cannot be verified; remove the policy, and restrict images by allowedImages',
    ],
  ])('forbids what cannot be checked: %s', (_, policies, message) => {
    const images = [`registry.acme/shop/greeter:1${digest}`];
    expect(check(policies, { images })).toEqual([
      { policy: Object.keys(policies)[0], message, isUnknown: true },
    ]);
  });

  it('reports all policies that are violated', () => {
    expect(
      check({
        allowedClasses: ['small'],
        allowedImages: '^docker',
        maxReplicas: 1,
        requireSigned: true,
      }).map(({ policy }) => policy),
    ).toEqual([
      'allowedClasses',
      'allowedImages',
      'maxReplicas',
      'requireSigned',
    ]);
  });

  it('matches in linear time', () => {
    const images = [`${'a'.repeat(1000)}!`];
    expect(check({ allowedImages: '^((a*)*)*$' }, { images })).toHaveLength(1);
  });
});

const template = (...images: string[]) => ({
  spec: { containers: images.map(image => ({ image })) },
});

describe('policyContentOf', () => {
  it.each([
    [
      'a Deployment with a sidecar',
      { kind: 'Deployment', spec: { template: template('a', 'b') } },
      { images: ['a', 'b'], maxReplicas: 1 },
    ],
    [
      'a StatefulSet with an init container',
      {
        kind: 'StatefulSet',
        spec: {
          replicas: 3,
          template: {
            spec: {
              initContainers: [{ image: 'init' }],
              containers: [{ image: 'a' }, {}],
            },
          },
        },
      },
      { images: ['init', 'a'], maxReplicas: 3 },
    ],
    [
      'a suspended Deployment',
      { kind: 'Deployment', spec: { replicas: 0, template: template('a') } },
      { images: ['a'], maxReplicas: 0 },
    ],
    [
      'a CronJob',
      {
        kind: 'CronJob',
        spec: { jobTemplate: { spec: { template: template('a') } } },
      },
      { images: ['a'] },
    ],
    [
      'a Job',
      { kind: 'Job', spec: { template: template('a') } },
      { images: ['a'] },
    ],
    [
      'an autoscaler',
      { kind: 'HorizontalPodAutoscaler', spec: { maxReplicas: 7 } },
      { images: [], maxReplicas: 7 },
    ],
    ['another object', { kind: 'Service', spec: {} }, { images: [] }],
  ])('of %s', (_, object, expected) => {
    expect(policyContentOf('default', [{ object }])).toEqual({
      className: 'default',
      ...expected,
    });
  });
});
