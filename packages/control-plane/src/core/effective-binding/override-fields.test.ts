import { invalid } from '../problem';
import { mapToOverrideFields } from './override-fields';

describe('the field of a problem in an override', () => {
  const overrides = {
    containers: { main: { env: [{ key: 'A', value: '1' }] } },
    apis: { api: { rest: { backend: { port: 1 } } } },
  };

  it.each([
    [
      'spec.workloadSpec.containers.main.env[A].valueFrom',
      'spec.envOverrides.containers.main.env[A].valueFrom',
    ],
    [
      'spec.workloadSpec.containers.main.env[A]',
      'spec.envOverrides.containers.main.env[A]',
    ],
    [
      'spec.apis.api.rest.backend.port',
      'spec.envOverrides.apis.api.rest.backend.port',
    ],
    ...[
      'spec.workloadSpec.containers.main.env[AB]',
      'spec.workloadSpec.containers.side.env[A]',
      'spec.apis.api.rest.backend.basePath',
      'spec.apis.apis.rest.backend.port',
      'spec.apis.api',
    ].map(field => [field, field]),
  ])('%s is mapped to %s', (field, mapped) => {
    expect(
      mapToOverrideFields([invalid(field, 'it is wrong')], overrides),
    ).toEqual([invalid(mapped, 'it is wrong')]);
    expect(mapToOverrideFields([invalid(field, 'it is wrong')])).toEqual([
      invalid(field, 'it is wrong'),
    ]);
  });
});
