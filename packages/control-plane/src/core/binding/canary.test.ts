import {
  WorkloadTemplate,
  serviceBindingSchema,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../artifact/artifact';
import {
  aServiceBinding,
  deployedTo,
  ofComponent,
  withSpec,
} from '../../test/__testUtils__';
import { classTypes } from '../component-type/binding-types';
import { deployableContent } from './binding';
import { buildBinding } from './build-binding';
import { canarySpec, withCanary, withoutCanary } from './canary';

const [service, webApplication, task] = classTypes;
const overrides = { containers: { main: { env: [{ key: 'A', value: 'b' }] } } };
const binding = aServiceBinding(
  'greeter-production',
  ofComponent('greeter'),
  deployedTo('production', 'registry.test/greeter:1'),
  withSpec({ envOverrides: overrides, restartedAt: '2026-01-02T03:04:05Z' }),
);
const former = deployableContent('ServiceBinding', binding);
const workload: WorkloadTemplate = {
  containers: { main: { image: 'registry.test/greeter:2' } },
};
const content = {
  ...former,
  className: 'fast',
  workload,
  apis: { api: { className: 'default', type: 'REST' } },
  parameters: { paused: true },
};
const target = {
  namespace: 'acme',
  name: binding.metadata.name,
  owner: binding.spec.owner,
  environment: 'production',
};

describe('withCanary', () => {
  const changed = withCanary(service, binding, content, 20);

  it('adds the content of the release and changes nothing else', () => {
    const { canary, ...spec } = changed.spec;
    expect(spec).toEqual(binding.spec);
    expect(canary).toEqual({
      artifactRef: artifactIdentity(binding.spec, content).name,
      weight: 20,
      className: 'fast',
      workloadSpec: workload,
      apis: content.apis,
      parameters: content.parameters,
    });
    expect(serviceBindingSchema.parse(changed)).toEqual(changed);
  });

  it('is not part of the identity of the deployed release', () => {
    expect(deployableContent('ServiceBinding', changed)).toEqual(former);
  });

  it('rejects scheduled tasks and releases of another kind', () => {
    expect(() => withCanary(task, binding, content, 0)).toThrow(
      'cannot be the canary of a ScheduledTaskBinding',
    );
    expect(() => withCanary(webApplication, binding, content, 0)).toThrow(
      'a release of kind ServiceBinding cannot be the canary of a WebApplicationBinding',
    );
  });

  it('is undone by withoutCanary', () => {
    expect(withoutCanary(changed)).toEqual(binding);
  });
});

describe('canarySpec', () => {
  it('is the spec with the content of the canary, and with the overrides of the environment', () => {
    expect(canarySpec(withCanary(service, binding, content, 20).spec)).toEqual({
      owner: binding.spec.owner,
      environment: 'production',
      releaseState: 'Active',
      envOverrides: overrides,
      artifactRef: artifactIdentity(binding.spec, content).name,
      className: 'fast',
      workloadSpec: workload,
      apis: content.apis,
      parameters: content.parameters,
    });
  });

  it('is undefined without a canary', () => {
    expect(canarySpec(binding.spec)).toBeUndefined();
  });
});

describe('buildBinding', () => {
  const existing = withCanary(service, binding, content, 20);

  it('ends the canary when another release is deployed, and keeps the time of the restart', () => {
    const { spec } = buildBinding(service, target, content, existing);
    expect(spec.canary).toBeUndefined();
    expect(spec.workloadSpec).toEqual(workload);
    expect(spec.restartedAt).toBe('2026-01-02T03:04:05Z');
  });

  it('keeps the canary when the same release is deployed again', () => {
    const { spec } = buildBinding(service, target, former, existing);
    expect(spec.canary).toEqual(existing.spec.canary);
  });
});

describe('restartedAt', () => {
  it('is not part of the identity of a release', () => {
    const { restartedAt: _, ...spec } = binding.spec;
    expect(deployableContent('ServiceBinding', { ...binding, spec })).toEqual(
      former,
    );
  });
});
