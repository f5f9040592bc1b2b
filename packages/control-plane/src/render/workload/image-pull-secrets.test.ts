import { jsonAt } from '../../runtime/json';
import {
  renderCase,
  specOf,
} from '../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../test/__testUtils__/rendering/task-case';
import { effectiveTypedCase } from '../../test/__testUtils__/rendering/typed-case';
import { renderTypedComponent } from '../bindings/render-typed-component';

const imagePullSecrets = [{ name: 'registry' }];
const both = [{ name: 'platform' }, { name: 'registry' }];
const podTemplate = {
  template: { spec: { imagePullSecrets: [{ name: 'platform' }] } },
};
const task = {
  workloadSpec: {
    containers: { main: { image: 'registry.test/app:1' } },
    imagePullSecrets,
  },
};

/** A type with one Deployment, whose pods have these pull Secrets of their own. */
const typeWith = (own?: object[]) => ({
  workloadType: 'deployment',
  resources: [
    {
      id: 'deployment',
      template: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'greeter' },
        spec: {
          template: {
            spec: {
              containers: [{ name: 'main', image: 'registry.test/app:1' }],
              ...(own && { imagePullSecrets: own }),
            },
          },
        },
      },
    },
    {
      id: 'config',
      template: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'greeter' },
      },
    },
  ],
});

const typedPod = (own?: object[], workload: object = { imagePullSecrets }) =>
  jsonAt(
    specOf(
      renderTypedComponent(
        effectiveTypedCase({ type: typeWith(own), workload }),
      ),
      'Deployment',
    ),
    'template',
    'spec',
  );

describe('the pull Secrets of a workload', () => {
  it('are those of the pods of a Service, after those of its class', () => {
    const render = (serviceClass?: object) =>
      jsonAt(
        specOf(
          renderCase({ workload: { imagePullSecrets }, serviceClass }),
          'Deployment',
        ),
        'template',
        'spec',
        'imagePullSecrets',
      );
    expect(render()).toEqual(imagePullSecrets);
    expect(render({ deploymentTemplate: podTemplate })).toEqual(
      expect.arrayContaining(both),
    );
  });

  it.each([
    ['CronJob', { schedule: '* * * * *', jobTemplate: { spec: podTemplate } }],
    ['Job', undefined],
  ])('are those of the pods of a %s', (kind, cronJobTemplate) => {
    const spec = specOf(
      renderTaskCase({
        taskClass: cronJobTemplate
          ? { cronJobTemplate }
          : { jobTemplate: podTemplate },
        binding: task,
      }),
      kind,
    );
    const path = cronJobTemplate ? ['jobTemplate', 'spec'] : [];
    expect(
      jsonAt(spec, ...path, 'template', 'spec', 'imagePullSecrets'),
    ).toEqual(expect.arrayContaining(both));
  });

  it('are added to the pods of a component type once', () => {
    expect(typedPod()).toMatchObject({ imagePullSecrets });
    expect(typedPod([{ name: 'platform' }])).toMatchObject({
      imagePullSecrets: both,
    });
    expect(typedPod(imagePullSecrets)).toMatchObject({ imagePullSecrets });
  });

  it('leave pods as they are if there are none', () => {
    expect(typedPod(undefined, {})).not.toHaveProperty('imagePullSecrets');
  });
});
