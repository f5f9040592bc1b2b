import {
  renderCase,
  type ServiceCase,
} from '../../test/__testUtils__/rendering/service-case';

const problemsOf = (given: ServiceCase) =>
  renderCase(given).problems.map(
    ({ severity, field, message }) => `${severity} ${field}: ${message}`,
  );

const podOf = (resources: object) => ({
  template: { spec: { containers: [{ name: 'main', resources }] } },
});

const overriding = (resources: object) => ({
  envOverrides: { containers: { main: { resources } } },
});

const at = (field: string) =>
  `Error ${field}: main requests 500m of cpu, more than its limit of 100m; lower the request or raise the limit`;

const inPod = 'template.spec.containers[main].resources';

describe('a request that is more than the limit', () => {
  it.each([
    [
      'an override',
      {
        serviceClass: {
          deploymentTemplate: podOf({ requests: { cpu: '0.5' } }),
        },
        binding: overriding({ limits: { cpu: '100m' } }),
      },
      'spec.envOverrides.containers.main.resources.limits.cpu',
    ],
    [
      'the parameters',
      {
        serviceClass: {
          deploymentTemplate: podOf({ limits: { cpu: '100m' } }),
        },
        binding: { parameters: podOf({ requests: { cpu: '500m' } }) },
      },
      `spec.parameters.${inPod}.requests.cpu`,
    ],
    [
      'the class',
      {
        serviceClass: {
          deploymentTemplate: podOf({
            requests: { cpu: '500m' },
            limits: { cpu: '100m' },
          }),
        },
      },
      `ServiceClass default spec.deploymentTemplate.${inPod}.requests.cpu`,
    ],
  ])('is a problem of %s that causes it', (_, given, field) => {
    expect(problemsOf(given)).toEqual([at(field)]);
  });

  it.each([
    [{ requests: { memory: '1Gi' }, limits: { memory: '1024Mi' } }],
    [{ requests: { cpu: '0.1' }, limits: { cpu: '100m' } }],
    [{ requests: { memory: '1e9' }, limits: { memory: '1G' } }],
    [{ requests: { cpu: 1 }, limits: { memory: '1' } }],
  ])('is none where both are equal or apart: %j', resources => {
    expect(problemsOf({ binding: overriding(resources) })).toEqual([]);
  });
});

it('a negative quantity is a problem', () => {
  expect(
    problemsOf({ binding: overriding({ limits: { cpu: '-1' } }) }),
  ).toEqual([
    'Error spec.envOverrides.containers.main.resources.limits.cpu: "-1" is negative; write it like 500m, 2 or 128Mi',
  ]);
});
