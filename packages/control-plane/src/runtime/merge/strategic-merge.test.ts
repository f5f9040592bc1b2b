import type { Json, JsonObject } from '../json';
import { deploymentSpecSchema, serviceSpecSchema } from './merge-schema';
import { strategicMerge } from './strategic-merge';

function deployment(...containers: JsonObject[]): JsonObject {
  return { template: { spec: { containers } } };
}

function mergedContainers(base: JsonObject, patch: JsonObject): Json {
  const merged = strategicMerge(base, patch, deploymentSpecSchema);
  return JSON.parse(JSON.stringify(merged)).template.spec.containers;
}

describe('strategicMerge', () => {
  it('merges objects member by member; scalars of the patch win', () => {
    expect(
      strategicMerge(
        { replicas: 3, strategy: { type: 'Recreate' } },
        { replicas: 0, strategy: {} },
      ),
    ).toEqual({ replicas: 0, strategy: { type: 'Recreate' } });
  });

  it('removes null members and keeps absent members', () => {
    expect(
      strategicMerge(
        { a: 1, b: { c: 2, d: 3 } },
        { a: undefined, b: { c: null } },
      ),
    ).toEqual({ a: 1, b: { d: 3 } });
  });

  it('drops a null without a member to remove', () => {
    expect(strategicMerge({}, { a: null, b: { c: null } })).toEqual({ b: {} });
  });

  it.each([
    ['a literal', { value: 'b' }],
    ['a reference', { valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
  ])('gives a variable %s in place of what it was', (_what, given) => {
    const env = (variable: JsonObject) =>
      deployment({ name: 'main', env: [{ name: 'A', ...variable }] });
    for (const before of [
      { value: 'a' },
      { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ]) {
      expect(mergedContainers(env(before), env(given))).toEqual([
        { name: 'main', env: [{ name: 'A', ...given }] },
      ]);
      expect(mergedContainers(env(before), env({}))).toEqual([
        { name: 'main', env: [{ name: 'A', ...before }] },
      ]);
    }
  });

  it.each([
    [{ type: 'Recreate' }, { type: 'Recreate' }],
    [
      { rollingUpdate: { maxUnavailable: 0 } },
      { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    ],
    [{}, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } }],
  ])('keeps of a strategy what %j has', (strategy, merged) => {
    expect(
      strategicMerge(
        { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
        { strategy },
        deploymentSpecSchema,
      ),
    ).toEqual({ strategy: merged });
  });

  it('replaces the source of a volume and the handler of a probe', () => {
    const pod = (volume: JsonObject, livenessProbe: JsonObject) => ({
      template: {
        spec: {
          volumes: [{ name: 'data', ...volume }],
          containers: [{ name: 'main', livenessProbe }],
        },
      },
    });
    const claim = { persistentVolumeClaim: { claimName: 'data' } };
    expect(
      strategicMerge(
        pod({ emptyDir: {} }, { httpGet: { port: 80 }, periodSeconds: 5 }),
        pod(claim, { tcpSocket: { port: 80 } }),
        deploymentSpecSchema,
      ),
    ).toEqual(pod(claim, { tcpSocket: { port: 80 }, periodSeconds: 5 }));
  });

  it('replaces a list without merge key', () => {
    expect(
      mergedContainers(
        deployment({ name: 'main', args: ['a', 'b'] }),
        deployment({ name: 'main', args: ['c'] }),
      ),
    ).toEqual([{ name: 'main', args: ['c'] }]);
  });

  it('merges containers and their environment by name', () => {
    expect(
      mergedContainers(
        deployment(
          {
            name: 'main',
            image: 'placeholder',
            env: [
              { name: 'FROM_CLASS', value: '1' },
              { name: 'LOG_LEVEL', value: 'class' },
            ],
          },
          { name: 'proxy', image: 'proxy' },
        ),
        deployment({
          name: 'main',
          image: 'app',
          env: [
            { name: 'LOG_LEVEL', value: 'debug' },
            { name: 'NEW', value: '2' },
          ],
        }),
      ),
    ).toEqual([
      {
        name: 'main',
        image: 'app',
        env: [
          { name: 'FROM_CLASS', value: '1' },
          { name: 'LOG_LEVEL', value: 'debug' },
          { name: 'NEW', value: '2' },
        ],
      },
      { name: 'proxy', image: 'proxy' },
    ]);
  });

  it('puts base items after unrelated patch items', () => {
    expect(
      mergedContainers(
        deployment({ name: 'sidecar' }),
        deployment({ name: 'main' }),
      ),
    ).toEqual([{ name: 'main' }, { name: 'sidecar' }]);
  });

  it('keeps the last of two patch items with one key', () => {
    expect(
      mergedContainers(
        deployment(),
        deployment({
          name: 'main',
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: 'x' },
            { name: 'A', value: '2' },
          ],
        }),
      ),
    ).toEqual([
      {
        name: 'main',
        env: [
          { name: 'A', value: '2' },
          { name: 'B', value: 'x' },
        ],
      },
    ]);
  });

  it('distinguishes TCP and UDP on one port number', () => {
    expect(
      strategicMerge(
        { ports: [{ name: 'dns', port: 53 }] },
        {
          ports: [
            { port: 53, protocol: 'TCP', targetPort: 5353 },
            { port: 53, protocol: 'UDP' },
          ],
        },
        serviceSpecSchema,
      ),
    ).toEqual({
      ports: [
        { name: 'dns', port: 53, protocol: 'TCP', targetPort: 5353 },
        { port: 53, protocol: 'UDP' },
      ],
    });
  });

  it('does not modify its arguments', () => {
    const base = deployment({ name: 'main', image: 'a' });
    const patch = deployment({ name: 'main', image: 'b' });
    const before = JSON.stringify([base, patch]);
    strategicMerge(base, patch, deploymentSpecSchema);
    expect(JSON.stringify([base, patch])).toBe(before);
  });
});
