import type { ConfigurationGroup } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';
import {
  configurationGroup,
  mainContainerEnv,
} from '../../test/__testUtils__/rendering/connection-case';
import {
  effectiveServiceCase,
  objectsOf,
  renderCase,
  type ServiceCase,
} from '../../test/__testUtils__/rendering/service-case';
import { renderBinding } from '../bindings/render-binding';
import { renderTaskCase } from '../../test/__testUtils__/rendering/task-case';

const image = 'registry.test/app:1';
const workload = (env: object[], more: object = {}) => ({
  containers: { main: { image, env, ...more } },
});
const classWith = (...env: object[]) => ({
  deploymentTemplate: {
    template: { spec: { containers: [{ name: 'main', env }] } },
  },
});
const groupOf = (group: ConfigurationGroup): ServiceCase => ({
  configuration: {
    findGroup: name => (name === group.metadata.name ? group : undefined),
  },
});
/** A variable whose value is empty: Kubernetes does not store an empty `value`. */
const empty = (name: string) => ({ name });

describe('a variable with an empty value', () => {
  it.each([{ key: 'A', value: '' }, { key: 'A' }])(
    'is set by the workload: %j',
    variable => {
      const result = renderCase({ workload: workload([variable]) });
      expect(mainContainerEnv(result)).toEqual([empty('A')]);
      expect(result.problems).toEqual([]);
    },
  );

  it.each([
    { name: 'A', value: 'of the class' },
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ])('of the workload clears that of the class: %j', variable => {
    expect(
      mainContainerEnv(
        renderCase({
          workload: workload([{ key: 'A', value: '' }]),
          serviceClass: classWith(variable),
        }),
      ),
    ).toEqual([empty('A')]);
  });

  it('is set by the class', () => {
    expect(
      mainContainerEnv(
        renderCase({ serviceClass: classWith({ name: 'A', value: '' }) }),
      ),
    ).toEqual([empty('A')]);
  });

  it.each([{ key: 'A', value: '' }, { key: 'A' }])(
    'of an override clears that of the workload: %j',
    variable => {
      expect(
        mainContainerEnv(
          renderCase({
            workload: workload([{ key: 'A', value: 'of the workload' }]),
            binding: {
              envOverrides: { containers: { main: { env: [variable] } } },
            },
          }),
        ),
      ).toEqual([empty('A')]);
    },
  );

  it('of an override clears those of class and parameters', () => {
    const parameters = {
      template: {
        spec: {
          containers: [{ name: 'main', env: [{ name: 'A', value: 'p' }] }],
        },
      },
    };
    expect(
      mainContainerEnv(
        renderCase({
          serviceClass: classWith({ name: 'A', value: 'c' }),
          binding: {
            parameters,
            envOverrides: {
              containers: { main: { env: [{ key: 'A', value: '' }] } },
            },
          },
        }),
      ),
    ).toEqual([empty('A')]);
  });

  it('of the parameters clears that of the class', () => {
    expect(
      mainContainerEnv(
        renderCase({
          serviceClass: classWith({ name: 'A', value: 'c' }),
          binding: {
            parameters: {
              template: {
                spec: {
                  containers: [
                    { name: 'main', env: [{ name: 'A', value: '' }] },
                  ],
                },
              },
            },
          },
        }),
      ),
    ).toEqual([empty('A')]);
  });

  it('is set in a scheduled task', () => {
    const result = renderTaskCase({
      binding: { workloadSpec: workload([{ key: 'A', value: '' }]) },
    });
    const [cronJob] = objectsOf(result, 'CronJob');
    expect(
      jsonAt(
        cronJob,
        'spec',
        'jobTemplate',
        'spec',
        'template',
        'spec',
        'containers',
      ),
    ).toEqual([expect.objectContaining({ env: [empty('A')] })]);
  });
});

describe('an empty value of a ConfigurationGroup', () => {
  const group = configurationGroup({ level: { value: '' } });
  const configurationGroupRef = { name: 'orders', key: 'level' };

  it('is the value of a variable', () => {
    const result = renderCase({
      workload: workload([{ key: 'A', valueFrom: { configurationGroupRef } }]),
      ...groupOf(group),
    });
    expect(result.problems).toEqual([]);
    const [{ metadata }] = objectsOf(result, 'ConfigMap');
    expect(mainContainerEnv(result)).toEqual([
      {
        name: 'A',
        valueFrom: {
          configMapKeyRef: { name: metadata.name, key: 'level' },
        },
      },
    ]);
    expect(objectsOf(result, 'ConfigMap')).toEqual([
      expect.objectContaining({ data: { level: '' } }),
    ]);
  });

  it('does not replace a value in the secret store', () => {
    const result = renderCase({
      workload: workload([{ key: 'A', valueFrom: { configurationGroupRef } }]),
      ...groupOf(
        configurationGroup({ level: { value: '', vaultKey: 'orders/level' } }),
      ),
    });
    expect(objectsOf(result, 'ConfigMap')).toEqual([]);
    expect(result.problems).toEqual([
      expect.objectContaining({ reason: 'ConfigurationMissing' }),
    ]);
  });
});

describe('an empty file', () => {
  it('is mounted', () => {
    const result = renderCase({
      workload: workload([], {
        files: [{ mountPath: '/etc/app/empty', value: '' }],
      }),
    });
    expect(result.problems).toEqual([]);
    expect(objectsOf(result, 'ConfigMap')).toEqual([
      expect.objectContaining({ data: { content: '' } }),
    ]);
  });
});

describe('a value beside valueFrom', () => {
  const group = configurationGroup({ level: { value: 'debug' } });
  const valueFrom = {
    configurationGroupRef: { name: 'orders', key: 'level' },
  };
  const container = 'spec.workloadSpec.containers.main';

  it('that is empty is ignored, with a warning', () => {
    const result = renderCase({
      workload: workload([{ key: 'A', value: '', valueFrom }], {
        files: [{ mountPath: '/etc/app/level', value: '', valueFrom }],
      }),
      ...groupOf(group),
    });
    const message =
      'valueFrom applies, and the empty value beside it is ignored; remove one of them';
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: `${container}.env[A].value`,
        message,
      }),
      expect.objectContaining({
        severity: 'Warning',
        field: `${container}.files[/etc/app/level].value`,
        message,
      }),
    ]);
    expect(mainContainerEnv(result)).toEqual([
      { name: 'A', valueFrom: expect.anything() },
    ]);
    expect(objectsOf(result, 'ConfigMap')).toEqual([
      expect.objectContaining({ data: { level: 'debug' } }),
    ]);
  });

  it('names the override where that sets it', () => {
    const { problems } = renderBinding(
      effectiveServiceCase({
        binding: {
          envOverrides: {
            containers: { main: { env: [{ key: 'A', value: '', valueFrom }] } },
          },
        },
        ...groupOf(group),
      }),
    );
    expect(problems.map(({ field }) => field)).toEqual([
      'spec.envOverrides.containers.main.env[A].value',
    ]);
  });

  it('with two references uses the ConfigurationGroup, with a warning', () => {
    const result = renderCase({
      workload: workload([
        {
          key: 'A',
          valueFrom: { ...valueFrom, secretRef: { name: 's', key: 'k' } },
        },
      ]),
      ...groupOf(group),
    });
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: `${container}.env[A].valueFrom.secretRef`,
      }),
    ]);
  });

  it('in a ConfigurationGroup beside a vaultKey applies, with a warning', () => {
    const result = renderCase({
      workload: workload([{ key: 'A', valueFrom }]),
      ...groupOf(
        configurationGroup({ level: { value: 'debug', vaultKey: 'level' } }),
      ),
    });
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: `${container}.env[A].valueFrom`,
        message:
          'key "level" of ConfigurationGroup "orders" has a value and a vaultKey for the environment "development", of which the value applies; remove one of them',
      }),
    ]);
    expect(objectsOf(result, 'ConfigMap')).toEqual([
      expect.objectContaining({ data: { level: 'debug' } }),
    ]);
  });
});
