import { mockServices } from '@backstage/backend-test-utils';
import {
  verbs,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import {
  configurationGroupKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  organizationKind,
  promotionPolicyKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import type { z } from 'zod';
import { aPlatform } from '../../__testUtils__/platform';
import { createOpenChoreo } from '../../createOpenChoreo';
import type { OpenChoreoService } from '../../OpenChoreoService';

jest.setTimeout(60_000);

type ApplyVerb = VerbDeclaration<
  z.ZodObject,
  z.ZodObject<Pick<typeof verbs.applyEnvironment.output.shape, 'changes'>>
>;

const request = { requestedBy: 'user:default/ana' };

describe('what is created or changed by one verb', () => {
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let platform: Awaited<ReturnType<typeof aPlatform>>;
  let openChoreo: OpenChoreoService;
  let organization: string;
  const stop = new AbortController();

  const create = (kind: KindDefinition, name: string, spec: object) =>
    client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { name, namespace: organization },
      spec,
    });

  const read = async <T>(kind: KindDefinition<T>, name: string) =>
    kind.schema.parse(
      await client.get(kind, { namespace: organization, name }),
    );

  const exists = async (kind: KindDefinition, name: string) =>
    (await client.find(kind, { namespace: organization, name })) !== undefined;

  /** Executes a verb for the organization. */
  async function apply(
    verb: ApplyVerb,
    input: object,
    requestedBy = request.requestedBy,
  ) {
    const { changes } = await openChoreo.verbs.execute(
      verb,
      { organization, ...input },
      { requestedBy },
    );
    return changes;
  }

  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    platform = await aPlatform(client);
    organization = platform.organization;
    await client.create(organizationKind, {
      apiVersion: organizationKind.apiVersion,
      kind: organizationKind.kind,
      metadata: { name: organization },
    });
    await create(dataPlaneKind, 'edge', {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'public.test',
        organizationVirtualHost: 'organization.test',
      },
    });
    openChoreo = createOpenChoreo({
      client,
      logger: mockServices.logger.mock(),
      signal: stop.signal,
      includes: name => name === organization,
    });
    await openChoreo.cache.waitForSync(AbortSignal.timeout(30_000));
  });

  afterAll(async () => {
    stop.abort();
    await client.delete(organizationKind, { name: organization });
    await platform.remove();
    await client.close();
    await kubernetes.stop();
  });

  describe('an environment', () => {
    const wanted = {
      name: 'qa',
      displayName: 'Quality',
      dataPlane: 'edge',
      dnsPrefix: 'qa',
      maxReplicas: 2,
    };

    it('is created with its settings and the user who requested it', async () => {
      expect(await apply(verbs.applyEnvironment, wanted)).toEqual(
        expect.arrayContaining([
          { area: 'other', path: 'display name', after: 'Quality' },
          { area: 'other', path: 'data plane', after: 'edge' },
          { area: 'policies', path: 'maximum replicas', after: '2' },
        ]),
      );
      expect(await read(environmentKind, 'qa')).toMatchObject({
        metadata: {
          labels: {
            'openchoreo.dev/organization': organization,
            'openchoreo.dev/name': 'qa',
          },
          annotations: {
            'openchoreo.dev/display-name': 'Quality',
            'openchoreo.dev/requested-by': request.requestedBy,
          },
        },
        spec: {
          dataPlaneRef: 'edge',
          gateway: { dnsPrefix: 'qa' },
          policies: { maxReplicas: 2 },
        },
      });
    });

    it('is not written when it has the settings already, whoever asks', async () => {
      const before = await read(environmentKind, 'qa');
      const changes = await apply(
        verbs.applyEnvironment,
        wanted,
        'user:default/bob',
      );
      expect(changes).toEqual([]);
      expect(await read(environmentKind, 'qa')).toEqual(before);
    });

    it('keeps the fields that are not given', async () => {
      const security = { remoteJwks: { uri: 'https://keys.test/jwks' } };
      await client.patch(
        environmentKind,
        { namespace: organization, name: 'qa' },
        { spec: { gateway: { security } } },
        { type: 'merge' },
      );
      const changes = await apply(
        verbs.applyEnvironment,
        { name: 'qa', dnsPrefix: 'quality', isProduction: true },
        'user:default/bob',
      );
      expect(changes).toEqual([
        { area: 'other', path: 'production', after: 'true' },
        {
          area: 'exposure',
          path: 'DNS prefix',
          before: 'qa',
          after: 'quality',
        },
      ]);
      expect(await read(environmentKind, 'qa')).toMatchObject({
        metadata: {
          annotations: {
            'openchoreo.dev/display-name': 'Quality',
            'openchoreo.dev/requested-by': 'user:default/bob',
          },
        },
        spec: {
          dataPlaneRef: 'edge',
          isProduction: true,
          gateway: { dnsPrefix: 'quality', security },
          policies: { maxReplicas: 2 },
        },
      });
    });

    it('is created by one of two requests at the same time', async () => {
      const input = { name: 'live', dataPlane: 'edge' };
      const changes = await Promise.all([
        apply(verbs.applyEnvironment, { ...input, maxReplicas: 1 }),
        apply(verbs.applyEnvironment, { ...input, dnsPrefix: 'live' }),
      ]);
      expect(changes.map(({ length }) => length).sort()).toEqual([1, 3]);
      expect((await read(environmentKind, 'live')).spec).toMatchObject({
        gateway: { dnsPrefix: 'live' },
        policies: { maxReplicas: 1 },
      });
    });

    it('is changed by two requests at the same time', async () => {
      await Promise.all([
        apply(verbs.applyEnvironment, { name: 'qa', maxReplicas: 3 }),
        apply(verbs.applyEnvironment, { name: 'qa', requireApproval: true }),
      ]);
      const { spec } = await read(environmentKind, 'qa');
      expect(spec.policies).toEqual({ maxReplicas: 3, requireApproval: true });
    });
  });

  describe('a promotion policy', () => {
    const verb = verbs.applyPromotionPolicy;
    const edge = { from: 'development', to: 'staging' };
    const input = { name: 'gated', pipeline: 'gated' };
    const metric = { url: 'http://prometheus.test', query: 'up', min: 1 };

    beforeAll(async () => {
      await create(deploymentPipelineKind, 'gated', {
        promotionPaths: [
          {
            sourceEnvironmentRef: 'development',
            targetEnvironmentRefs: [{ name: 'staging' }, { name: 'preview' }],
          },
        ],
      });
      await create(promotionPolicyKind, 'gated', {
        pipelineRef: 'gated',
        rules: [
          {
            ...edge,
            expireAfter: '24h',
            qualityGates: [
              { name: 'traffic', type: 'Metric', metric },
              { name: 'images', type: 'ImageDigest' },
            ],
          },
          { from: 'development', to: 'preview', automaticPromotion: true },
        ],
      });
    });

    it('gets the gates and approvals of the input, and keeps what these do not set', async () => {
      const rule = {
        ...edge,
        approvers: { minApprovals: 2, groups: ['group:default/release'] },
        gates: [
          { name: 'traffic', type: 'Metric', timeout: '5m' },
          { name: 'stable', type: 'Healthy', healthyFor: '10m' },
        ],
      };
      expect(await apply(verb, { ...input, rules: [rule] })).toEqual(
        expect.arrayContaining([
          {
            area: 'policies',
            path: 'approvals from development to staging',
            after: '2 of group:default/release',
          },
          {
            area: 'policies',
            path: 'gate images from development to staging',
            before: 'ImageDigest, Checking',
          },
        ]),
      );
      const { spec } = await read(promotionPolicyKind, 'gated');
      expect(spec.rules).toHaveLength(2);
      expect(spec.rules).toContainEqual({
        from: 'development',
        to: 'preview',
        automaticPromotion: true,
      });
      expect(spec.rules).toContainEqual({
        ...edge,
        expireAfter: '24h',
        approvers: rule.approvers,
        qualityGates: [{ ...rule.gates[0], metric }, rule.gates[1]],
      });
    });

    it('loses gates and approvals that the input leaves out', async () => {
      const rule = { ...edge, approvers: { minApprovals: 0 }, gates: [] };
      await apply(verb, { ...input, rules: [rule] });
      const { spec } = await read(promotionPolicyKind, 'gated');
      expect(spec.rules).toContainEqual({ ...edge, expireAfter: '24h' });
    });

    it.each([
      ['an edge that the pipeline lacks', { to: 'production' }, /no promotion/],
      [
        'a gate whose settings are unknown',
        { gates: [{ name: 'scan', type: 'Webhook' }] },
        /cannot be created here/,
      ],
      [
        'a check list without items',
        { gates: [{ name: 'manual', type: 'Manual' }] },
        /needs the field checklist/,
      ],
    ])('is not written with %s', async (_, change, message) => {
      const before = await read(promotionPolicyKind, 'gated');
      await expect(
        apply(verb, { ...input, rules: [{ ...edge, ...change }] }),
      ).rejects.toThrow(message);
      expect(await read(promotionPolicyKind, 'gated')).toEqual(before);
    });

    it('is not changed when somebody else has changed it meanwhile', async () => {
      const before = await read(promotionPolicyKind, 'gated');
      const { resourceVersion } = before.metadata;
      const rules = [{ ...edge, approvers: { minApprovals: 1 } }];
      await apply(verb, { ...input, rules });
      await expect(
        apply(verb, { ...input, resourceVersion, rules }),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    });
  });

  describe('a pipeline', () => {
    const paths = [
      { from: 'development', to: 'staging' },
      { from: 'staging', to: 'production', requiresApproval: true },
    ];

    it('has the paths of its input, and keeps what these do not set', async () => {
      await create(deploymentPipelineKind, 'slow', {
        promotionPaths: [
          {
            sourceEnvironmentRef: 'staging',
            targetEnvironmentRefs: [
              { name: 'production', isManualApprovalRequired: true },
            ],
          },
        ],
      });
      expect(await apply(verbs.applyPipeline, { name: 'slow', paths })).toEqual(
        [
          {
            area: 'other',
            path: 'environments',
            before: 'staging, production',
            after: 'development, staging, production',
          },
          {
            area: 'other',
            path: 'promotion from development to staging',
            after: 'without an approval',
          },
        ],
      );
      const { spec, metadata } = await read(deploymentPipelineKind, 'slow');
      expect(spec.promotionPaths).toEqual([
        {
          sourceEnvironmentRef: 'development',
          targetEnvironmentRefs: [{ name: 'staging' }],
        },
        {
          sourceEnvironmentRef: 'staging',
          targetEnvironmentRefs: [
            { name: 'production', isManualApprovalRequired: true },
          ],
        },
      ]);
      expect(await apply(verbs.applyPipeline, { name: 'slow', paths })).toEqual(
        [],
      );
      expect(
        (await read(deploymentPipelineKind, 'slow')).metadata.resourceVersion,
      ).toBe(metadata.resourceVersion);
    });

    it('is not changed when somebody else has changed it meanwhile', async () => {
      const { metadata } = await read(deploymentPipelineKind, 'slow');
      const { resourceVersion } = metadata;
      const input = { name: 'slow', paths: [paths[1]] };
      await apply(verbs.applyPipeline, { ...input, paths: [paths[0]] });
      await expect(
        apply(verbs.applyPipeline, { ...input, resourceVersion }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('was changed since you saw it'),
      });
      const seen = await read(deploymentPipelineKind, 'slow');
      await apply(verbs.applyPipeline, {
        name: 'slow',
        paths,
        resourceVersion: seen.metadata.resourceVersion,
      });
    });

    it('loses an approval that is no longer required', async () => {
      const changes = await apply(verbs.applyPipeline, {
        name: 'slow',
        paths: [paths[0], { ...paths[1], requiresApproval: false }],
      });
      expect(changes).toEqual([
        {
          area: 'other',
          path: 'promotion from staging to production',
          before: 'after an approval',
          after: 'without an approval',
        },
      ]);
    });

    it('may have one environment', async () => {
      await apply(verbs.applyPipeline, {
        name: 'short',
        paths: [{ from: 'development' }],
      });
      expect((await read(deploymentPipelineKind, 'short')).spec).toEqual({
        promotionPaths: [
          { sourceEnvironmentRef: 'development', targetEnvironmentRefs: [] },
        ],
      });
    });
  });

  describe('a configuration', () => {
    const group = async () => (await read(configurationGroupKind, 'mail')).spec;
    const vaultKey = 'secret/acme/mail';

    it('has values for environments, and none of them is shown', async () => {
      const values = ['development', 'staging'].map(environment => ({
        key: 'host',
        environment,
        value: `${environment}.test`,
      }));
      const input = { name: 'mail', values };
      const changes = await apply(verbs.applyConfiguration, input);
      expect(changes.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['host in development', 'host in staging']),
      );
      expect(JSON.stringify(changes)).not.toContain('.test');
      expect((await group()).configurations).toEqual([
        {
          key: 'host',
          values: [
            { environment: 'development', value: 'development.test' },
            { environment: 'staging', value: 'staging.test' },
          ],
        },
      ]);
      const before = await read(configurationGroupKind, 'mail');
      expect(await apply(verbs.applyConfiguration, input)).toEqual([]);
      expect(await read(configurationGroupKind, 'mail')).toEqual(before);
    });

    it('has references to secrets, which are shown', async () => {
      const input = {
        name: 'mail',
        key: 'password',
        references: [{ environment: 'staging', vaultKey }],
      };
      expect(await apply(verbs.applySecretReference, input)).toEqual([
        {
          area: 'configuration',
          path: 'password in staging',
          after: `secret ${vaultKey}`,
        },
      ]);
      expect(await apply(verbs.applySecretReference, input)).toEqual([]);
      const [host, password] = (await group()).configurations;
      expect(host.values).toHaveLength(2);
      expect(password.values).toEqual([{ environment: 'staging', vaultKey }]);
    });

    it('has a new value before that of the group of its environment', async () => {
      const namespace = organization;
      await client.patch(
        configurationGroupKind,
        { namespace, name: 'mail' },
        {
          spec: {
            environmentGroups: [
              { name: 'live', environments: ['staging', 'production'] },
            ],
            configurations: [
              {
                key: 'host',
                values: [{ environmentGroupRef: 'live', value: 'live.test' }],
              },
              { key: 'password', values: [] },
            ],
          },
        },
        { type: 'merge' },
      );
      await apply(verbs.applyConfiguration, {
        name: 'mail',
        values: [{ key: 'host', environment: 'production', value: 'p.test' }],
        removedKeys: ['password'],
      });
      expect(await group()).toMatchObject({
        environmentGroups: [{ name: 'live' }],
        configurations: [
          {
            key: 'host',
            values: [
              { environment: 'production', value: 'p.test' },
              { environmentGroupRef: 'live', value: 'live.test' },
            ],
          },
        ],
      });
    });
  });

  it.each<[string, ApplyVerb, KindDefinition, object]>([
    [
      'an environment',
      verbs.applyEnvironment,
      environmentKind,
      { dataPlane: 'edge' },
    ],
    [
      'a pipeline',
      verbs.applyPipeline,
      deploymentPipelineKind,
      { paths: [{ from: 'staging', to: 'production' }] },
    ],
    [
      'a configuration',
      verbs.applyConfiguration,
      configurationGroupKind,
      { values: [{ key: 'host', environment: 'staging', value: 'one' }] },
    ],
    [
      'a secret reference',
      verbs.applySecretReference,
      configurationGroupKind,
      { key: 'key', references: [{ environment: 'staging', vaultKey: 'v' }] },
    ],
  ])('a dry run of %s has the changes and writes nothing', async (...given) => {
    const [, verb, kind, fields] = given;
    const input = { organization, name: 'planned', ...fields };
    const { output, objects } = await openChoreo.verbs.plan(
      verb,
      input,
      request,
    );
    expect(output.changes).not.toEqual([]);
    expect(objects).toMatchObject([
      { kind: kind.kind, metadata: { name: 'planned' } },
    ]);
    expect(await exists(kind, 'planned')).toBe(false);
  });

  it('a dry run of a change writes nothing', async () => {
    const before = await read(environmentKind, 'qa');
    const { output } = await openChoreo.verbs.plan(verbs.applyEnvironment, {
      organization,
      name: 'qa',
      maxReplicas: 9,
    });
    expect(output.changes).toMatchObject([{ before: '3', after: '9' }]);
    expect(await read(environmentKind, 'qa')).toEqual(before);
  });

  const staging = { environment: 'staging', value: 'one' };

  it.each<[string, ApplyVerb, object, RegExp]>([
    [
      'a data plane that does not exist',
      verbs.applyEnvironment,
      { dataPlane: 'nowhere' },
      /dataPlane: the DataPlane nowhere does not exist in \S+ or default\. Choose one of: edge/,
    ],
    [
      'a DNS prefix that is no label',
      verbs.applyEnvironment,
      { dataPlane: 'edge', dnsPrefix: 'q.a' },
      /dnsPrefix: is not the first label of a host name/,
    ],
    [
      'an invalid expression of images',
      verbs.applyEnvironment,
      { dataPlane: 'edge', allowedImages: 'registry(' },
      /allowedImages: /,
    ],
    [
      'an environment of a path that does not exist',
      verbs.applyPipeline,
      { paths: [{ from: 'development', to: 'moon' }] },
      /paths\.0\.to: the Environment moon does not exist/,
    ],
    [
      'a cycle',
      verbs.applyPipeline,
      {
        paths: [
          { from: 'development', to: 'staging' },
          { from: 'staging', to: 'development' },
        ],
      },
      /paths: development → staging → development is a cycle/,
    ],
    [
      'a path that is given twice',
      verbs.applyPipeline,
      {
        paths: [
          { from: 'development', to: 'staging' },
          { from: 'development', to: 'staging' },
        ],
      },
      /paths: the path from development to staging is given twice/,
    ],
    ['no path', verbs.applyPipeline, { paths: [] }, /paths: names no env/],
    [
      'an environment of a value that does not exist',
      verbs.applyConfiguration,
      { values: [{ key: 'host', environment: 'moon', value: 'one' }] },
      /values\.0\.environment: the Environment moon does not exist/,
    ],
    [
      'a value that is given twice',
      verbs.applyConfiguration,
      {
        values: [
          { key: 'host', ...staging },
          { key: 'host', ...staging },
        ],
      },
      /values\.1: host has a value for staging in values\.0 already/,
    ],
    [
      'a key that is set and removed',
      verbs.applyConfiguration,
      { values: [{ key: 'host', ...staging }], removedKeys: ['host'] },
      /removedKeys: host has a value in values\.0/,
    ],
    [
      'nothing to change',
      verbs.applyConfiguration,
      {},
      /values: there is nothing to change/,
    ],
    [
      'keys to remove from a group that does not exist',
      verbs.applyConfiguration,
      { removedKeys: ['host'] },
      /name: the configuration group wrong does not exist/,
    ],
    [
      'a key with a space',
      verbs.applyConfiguration,
      { values: [{ key: 'a host', ...staging }] },
      /values\.0\.key: is not a key/,
    ],
    [
      'an environment of a reference that does not exist',
      verbs.applySecretReference,
      { key: 'k', references: [{ environment: 'moon', vaultKey: 'v' }] },
      /references\.0\.environment: the Environment moon does not exist/,
    ],
    [
      'a vault key that looks like a value',
      verbs.applySecretReference,
      { key: 'k', references: [{ environment: 'staging', vaultKey: 'p@ss!' }] },
      /references\.0\.vaultKey: is not a key of a secret store/,
    ],
    [
      'another organization',
      verbs.applyEnvironment,
      { organization: 'nobody', dataPlane: 'edge' },
      /The organization nobody does not exist/,
    ],
    [
      'a name that Kubernetes would not take',
      verbs.applyEnvironment,
      { name: 'Quality_', dataPlane: 'edge' },
      /name: /,
    ],
  ])('%s is rejected, and nothing is written', async (...given) => {
    const [, verb, fields, message] = given;
    const input = { name: 'wrong', ...fields };
    await expect(apply(verb, input)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    for (const kind of [
      environmentKind,
      deploymentPipelineKind,
      configurationGroupKind,
    ]) {
      expect(await exists(kind, 'wrong')).toBe(false);
    }
  });
});
