import {
  Condition,
  PromotionApproval,
  QualityGate,
} from '@promenade/openchoreo-model';
import {
  aProject,
  aServiceBinding,
  aServiceClass,
  anEnvironment,
  deployedTo,
  ofComponent,
  withSpec,
} from '../../../test/__testUtils__';
import {
  SubjectChanges,
  TestGates,
  testContent,
} from './__testUtils__/test-gates';
import { gatesOfPhase, nextEvaluation } from './gates';

const ready = (
  status: Condition['status'],
  lastTransitionTime: string,
): Condition => ({
  type: 'Ready',
  status,
  reason: 'Test',
  message: 'Pods are starting',
  lastTransitionTime,
});

const contentOf = (...images: string[]): SubjectChanges['content'] => ({
  ...testContent,
  workload: {
    containers: Object.fromEntries(
      images.map((image, index) => [`c${index}`, { image }]),
    ),
  },
});

const digest = `registry.test/a@sha256:${'0a'.repeat(32)}`;

describe('a gate of type Healthy', () => {
  const gate: QualityGate = { name: 'healthy', type: 'Healthy' };
  const forAnHour: QualityGate = { ...gate, healthyFor: '1h' };

  const evaluate = async (given: QualityGate, source: Condition | undefined) =>
    (
      await new TestGates(given).evaluate({
        ready: { source, target: undefined },
      })
    )[0];

  it.each<[string, QualityGate, Condition | undefined, string, string]>([
    [
      'is ready',
      gate,
      ready('True', '2026-01-01T12:00:00Z'),
      'Passed',
      'staging has been ready since 2026-01-01T12:00:00Z.',
    ],
    [
      'has been ready for long enough',
      forAnHour,
      ready('True', '2026-01-01T11:00:00Z'),
      'Passed',
      'staging has been ready since 2026-01-01T11:00:00Z.',
    ],
    [
      'has been ready for too short',
      forAnHour,
      ready('True', '2026-01-01T11:00:01Z'),
      'Running',
      'Waiting until staging has been ready for 1h, which it is since 2026-01-01T11:00:01Z.',
    ],
    [
      'is not ready',
      gate,
      ready('False', '2026-01-01T10:00:00Z'),
      'Running',
      'Waiting for staging to be ready: Pods are starting',
    ],
    [
      'is unknown',
      gate,
      ready('Unknown', '2026-01-01T10:00:00Z'),
      'Running',
      'Waiting for staging to be ready: Pods are starting',
    ],
    [
      'was not reconciled',
      gate,
      undefined,
      'Running',
      'Waiting for staging to be ready.',
    ],
  ])('whose source %s', async (_, given, source, state, message) => {
    expect(await evaluate(given, source)).toMatchObject({ state, message });
  });

  it.each(['Progressing', 'Verifying'] as const)(
    'looks at the target in phase %s',
    async phase => {
      const gates = new TestGates({ ...gate, phase });
      const target = ready('True', '2026-01-01T11:00:00Z');
      expect(
        await gates.evaluate({ phase, ready: { source: undefined, target } }),
      ).toMatchObject([
        {
          state: 'Passed',
          message: 'production has been ready since 2026-01-01T11:00:00Z.',
        },
      ]);
    },
  );

  it('fails after its timeout, which is longer if it looks back', async () => {
    const gates = new TestGates(gate, { ...forAnHour, name: 'long' });
    await gates.evaluate();
    gates.clock.advance(600_000);
    expect(await gates.evaluate()).toMatchObject([
      {
        state: 'Failed',
        message: 'Timed out after 10m. Waiting for staging to be ready.',
      },
      { state: 'Running' },
    ]);
    gates.clock.advance(3_600_000);
    expect(await gates.evaluate()).toMatchObject([
      { state: 'Failed', finishedAt: '2026-01-01T12:10:00Z' },
      { state: 'Failed', message: expect.stringContaining('1h + 10m') },
    ]);
  });

  it('is evaluated anew when the source is no longer ready', async () => {
    const gates = new TestGates(gate);
    const source = ready('True', '2026-01-01T11:00:00Z');
    await gates.evaluate({ ready: { source, target: undefined } });
    gates.clock.advance(3_600_000);
    expect(
      await gates.evaluate({
        ready: {
          source: ready('False', '2026-01-01T13:00:00Z'),
          target: undefined,
        },
      }),
    ).toMatchObject([{ state: 'Running', startedAt: '2026-01-01T13:00:00Z' }]);
  });

  it('keeps the same status while nothing changes', async () => {
    const gates = new TestGates(gate);
    const source = ready('True', '2026-01-01T11:00:00Z');
    const first = await gates.evaluate({
      ready: { source, target: undefined },
    });
    gates.clock.advance(3_600_000);
    expect(await gates.evaluate()).toEqual(first);
  });
});

describe('a gate of type ImageDigest', () => {
  const gate: QualityGate = { name: 'pinned', type: 'ImageDigest' };

  it.each<[string, SubjectChanges['content'], string, string]>([
    ['a digest', contentOf(digest), 'Passed', 'All images have a digest.'],
    [
      'a tag and a digest',
      contentOf(digest.replace('@', ':1@')),
      'Passed',
      'All images have a digest.',
    ],
    [
      'a tag',
      contentOf(digest, 'registry.test/b:1', 'c'),
      'Failed',
      'No digest in "registry.test/b:1", "c"; deploy images by their digest.',
    ],
    [
      'no release',
      undefined,
      'Unknown',
      'It is not known yet what is promoted.',
    ],
  ])('with %s', async (_, content, state, message) => {
    expect(await new TestGates(gate).evaluate({ content })).toMatchObject([
      { state, message },
    ]);
  });
});

describe('a gate of type EnvironmentPolicy', () => {
  const gate: QualityGate = { name: 'policies', type: 'EnvironmentPolicy' };

  function gatesFor(policies: object, replicas = 1) {
    const gates = new TestGates(gate);
    const environment = anEnvironment('production', withSpec({ policies }));
    gates.cluster.apply(aProject('shop'));
    gates.cluster.apply(environment);
    gates.cluster.apply(
      aServiceClass('default', withSpec({ deploymentTemplate: { replicas } })),
    );
    gates.environment = environment;
    return gates;
  }

  it.each<[string, object, string, string]>([
    ['no policies', {}, 'Passed', 'The policies of production are met.'],
    [
      'policies that are met',
      {
        allowedImages: '^registry\\.test/',
        allowedClasses: ['default'],
        maxReplicas: 3,
      },
      'Passed',
      'The policies of production are met.',
    ],
    [
      'another image',
      { allowedImages: '^registry\\.acme/' },
      'Failed',
      'Image "registry.test/greeter:2" does not match allowedImages of Environment "production"',
    ],
    [
      'more replicas of the class',
      { maxReplicas: 2 },
      'Failed',
      '3 replicas exceed maxReplicas of Environment "production" (2)',
    ],
    [
      'a policy that cannot be checked',
      { allowedImages: '(' },
      'Unknown',
      'is not a usable regular expression',
    ],
    [
      'a violation and a policy that cannot be checked',
      { allowedImages: '(', maxReplicas: 1 },
      'Failed',
      'is not a usable regular expression',
    ],
  ])('with %s', async (_, policies, state, message) => {
    expect(await gatesFor(policies, 3).evaluate()).toMatchObject([
      { state, message: expect.stringContaining(message) },
    ]);
  });

  it('considers the overrides of the target', async () => {
    const gates = gatesFor({ maxReplicas: 2 });
    gates.cluster.apply(
      aServiceBinding(
        'greeter-production',
        ofComponent('greeter'),
        deployedTo('production', 'registry.test/greeter:1'),
        withSpec({ className: 'default', envOverrides: { replicas: 3 } }),
      ),
    );
    expect(await gates.evaluate()).toMatchObject([
      { state: 'Failed', message: expect.stringContaining('3 replicas') },
    ]);
  });

  it('is unknown without the environment, the class and the release', async () => {
    const gates = gatesFor({ maxReplicas: 2 });
    expect(await gates.evaluate({ content: undefined })).toMatchObject([
      { state: 'Unknown' },
    ]);
    expect(
      await gates.evaluate({ content: { ...testContent, className: 'none' } }),
    ).toMatchObject([
      { state: 'Unknown', message: 'ServiceClass "none" not found' },
    ]);
    expect(await gates.evaluate({ environment: undefined })).toMatchObject([
      { state: 'Unknown', message: 'Environment "production" not found.' },
    ]);
  });

  it('writes nothing', async () => {
    const gates = gatesFor({ maxReplicas: 2 });
    await gates.evaluate();
    expect(gates.cluster.writes).toEqual([]);
  });
});

describe('a gate of type Manual', () => {
  const gate: QualityGate = {
    name: 'checklist',
    type: 'Manual',
    checklist: ['Release notes', 'On-call informed'],
  };

  const approval = (
    confirmed: string[],
    decision: PromotionApproval['decision'] = 'Approved',
  ): PromotionApproval => ({
    by: 'user:default/ben',
    decision,
    at: '2026-01-01T12:00:00Z',
    confirmed,
  });

  it.each<[string, PromotionApproval[], string, string]>([
    [
      'nobody',
      [],
      'Pending',
      'Waiting for the confirmation of "Release notes", "On-call informed".',
    ],
    [
      'one person, in part',
      [approval(['Release notes', 'Other'])],
      'Pending',
      'Waiting for the confirmation of "On-call informed".',
    ],
    [
      'one person',
      [approval(['On-call informed', 'Release notes'])],
      'Passed',
      'All items are confirmed.',
    ],
    [
      'two people together',
      [approval(['Release notes']), approval(['On-call informed'])],
      'Passed',
      'All items are confirmed.',
    ],
    [
      'a person who rejects',
      [approval(['Release notes', 'On-call informed'], 'Rejected')],
      'Pending',
      'Waiting for the confirmation of "Release notes", "On-call informed".',
    ],
  ])('confirmed by %s', async (_, approvals, state, message) => {
    expect(await new TestGates(gate).evaluate({ approvals })).toMatchObject([
      { state, message },
    ]);
  });

  it('never times out', async () => {
    const gates = new TestGates(gate);
    await gates.evaluate();
    gates.clock.advance(30 * 24 * 3_600_000);
    const results = await gates.evaluate();
    expect(results).toMatchObject([{ state: 'Pending' }]);
    expect(
      nextEvaluation(results, gates.subject, new Date(gates.clock.now())),
    ).toBeUndefined();
  });
});

describe('gatesOfPhase', () => {
  const healthy: QualityGate = { name: 'a', type: 'Healthy' };

  it('returns the gates of a phase, which is Checking by default', () => {
    const verifying: QualityGate = {
      ...healthy,
      name: 'b',
      phase: 'Verifying',
    };
    const checking: QualityGate = { ...healthy, name: 'c', phase: 'Checking' };
    const all = [healthy, verifying, checking];
    expect(gatesOfPhase(all, 'Checking')).toEqual([healthy, checking]);
    expect(gatesOfPhase(all, 'Verifying')).toEqual([verifying]);
    expect(gatesOfPhase(all, 'Progressing')).toEqual([]);
  });

  it('gives gates of several policies unique names', () => {
    const other: QualityGate = { name: 'a', type: 'ImageDigest' };
    const third: QualityGate = { ...healthy, phase: 'Verifying' };
    const all = [healthy, { ...healthy }, other, third];
    expect(gatesOfPhase(all, 'Checking')).toEqual([
      healthy,
      { ...other, name: 'a-2' },
    ]);
    expect(gatesOfPhase(all, 'Verifying')).toEqual([{ ...third, name: 'a-3' }]);
  });
});

describe('nextEvaluation', () => {
  const now = new Date('2026-01-01T12:00:00Z');
  const webhook: QualityGate = { name: 'w', type: 'Webhook', timeout: '30m' };
  const healthy: QualityGate = { name: 'h', type: 'Healthy', healthyFor: '1h' };
  const job: QualityGate = { name: 'j', type: 'Job' };
  const source = ready('True', '2026-01-01T11:30:00Z');
  const startedAt = '2026-01-01T11:55:00Z';
  const finishedAt = '2026-01-01T11:58:00Z';

  it.each<
    [string, QualityGate, object, Condition | undefined, number | undefined]
  >([
    [
      'the timeout',
      webhook,
      { state: 'Running', startedAt },
      undefined,
      25 * 60_000,
    ],
    [
      'the default timeout',
      job,
      { state: 'Running', startedAt },
      undefined,
      5 * 60_000,
    ],
    [
      'an exceeded timeout',
      job,
      { state: 'Running', startedAt: '2026-01-01T10:00:00Z' },
      undefined,
      1_000,
    ],
    [
      'a result that counts for five minutes',
      webhook,
      { state: 'Passed', startedAt, finishedAt },
      undefined,
      3 * 60_000,
    ],
    [
      'a result that counts forever',
      job,
      { state: 'Passed', startedAt, finishedAt },
      undefined,
      undefined,
    ],
    [
      'a timed out gate',
      webhook,
      { state: 'Unknown', startedAt, finishedAt },
      undefined,
      undefined,
    ],
    [
      'the time for which the source must be ready',
      healthy,
      { state: 'Running', startedAt },
      source,
      30 * 60_000,
    ],
    [
      'the timeout while the source is not ready',
      healthy,
      { state: 'Running', startedAt },
      undefined,
      65 * 60_000,
    ],
  ])('waits for %s', (_, gate, result, condition, expected) => {
    const results = [
      {
        name: gate.name,
        type: gate.type,
        state: 'Running' as const,
        ...result,
      },
    ];
    expect(
      nextEvaluation(
        results,
        {
          gates: [gate],
          phase: 'Checking',
          ready: { source: condition, target: undefined },
        },
        now,
      ),
    ).toBe(expected);
  });

  it('waits for the first of several gates', () => {
    const results = [webhook, job].map(({ name, type }) => ({
      name,
      type,
      state: 'Running' as const,
      startedAt,
    }));
    const subject = {
      gates: [webhook, job],
      phase: 'Checking' as const,
      ready: { source: undefined, target: undefined },
    };
    expect(nextEvaluation(results, subject, now)).toBe(5 * 60_000);
    expect(nextEvaluation([], subject, now)).toBeUndefined();
  });
});
