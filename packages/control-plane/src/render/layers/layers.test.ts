import { jsonAt } from '../../runtime/json';
import {
  objectsOf,
  renderCase,
} from '../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../test/__testUtils__/rendering/task-case';

const pods = (...env: object[]) => ({
  template: { spec: { containers: [{ name: 'main', env }] } },
});

const reference = (name: string) => ({
  valueFrom: { secretKeyRef: { name, key: 'k' } },
});

const binding = (override: object, parameters: object) => ({
  parameters,
  envOverrides: {
    containers: { main: { env: [{ key: 'A', ...override }] } },
  },
});

const workload = {
  containers: { main: { image: 'app:1', env: [{ key: 'A', value: 'own' }] } },
};

describe('row 10: a variable of the overrides', () => {
  const env = (override: object, parameter: object) =>
    jsonAt(
      objectsOf(
        renderCase({
          workload,
          serviceClass: {
            deploymentTemplate: pods({ name: 'A', value: 'class' }),
          },
          binding: binding(
            override,
            pods(
              { name: 'A', ...parameter },
              { name: 'P', value: 'parameters' },
            ),
          ),
        }),
        'Deployment',
      )[0],
      'spec',
      'template',
      'spec',
      'containers',
    );
  const rest = { name: 'P', value: 'parameters' };

  it.each([
    ['a literal', { value: 'parameters' }],
    ['a reference', reference('parameters')],
  ])('replaces that of the parameters, which is %s', (_what, parameter) => {
    expect(env({ value: 'override' }, parameter)).toEqual([
      expect.objectContaining({
        env: [{ name: 'A', value: 'override' }, rest],
      }),
    ]);
    const secretRef = { name: 'override', key: 'k' };
    expect(env({ valueFrom: { secretRef } }, parameter)).toEqual([
      expect.objectContaining({
        env: [{ name: 'A', ...reference('override') }, rest],
      }),
    ]);
  });

  it('replaces that of the parameters of a task', () => {
    const parameters = {
      jobTemplate: { spec: pods({ name: 'A', value: 'parameters' }) },
    };
    const [cronJob] = renderTaskCase({
      binding: {
        workloadSpec: workload,
        ...binding({ value: 'override' }, parameters),
      },
    }).resources;
    expect(
      jsonAt(
        cronJob.object,
        'spec',
        'jobTemplate',
        'spec',
        'template',
        'spec',
        'containers',
      ),
    ).toEqual([
      expect.objectContaining({ env: [{ name: 'A', value: 'override' }] }),
    ]);
  });
});
