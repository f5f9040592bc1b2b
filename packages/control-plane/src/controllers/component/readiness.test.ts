import {
  API,
  Build,
  Service,
  ServiceBinding,
  apiKind,
} from '@promenade/openchoreo-model';
import {
  aBuild,
  aService,
  aServiceBinding,
  deployedTo,
  withWorkloadName,
  ofComponent,
  withSpec,
} from '../../test/__testUtils__';
import { buildDraft } from '../../test/__testUtils__/modifiers';
import { ComponentFacts, componentReadiness } from './readiness';

const ready = (status: 'True' | 'False', reason: string, message: string) => ({
  conditions: [
    {
      type: 'Ready',
      status,
      reason,
      message,
      lastTransitionTime: '2026-01-01T00:00:00Z',
    },
  ],
});

function bindingIn(
  environment: string,
  status?: ServiceBinding['status'],
  releaseState: ServiceBinding['spec']['releaseState'] = 'Active',
): ServiceBinding {
  const binding = aServiceBinding(
    `greeter-${environment}`,
    ofComponent('greeter'),
    deployedTo(environment, 'registry.test/app:1'),
  );
  return { ...binding, status, spec: { ...binding.spec, releaseState } };
}

function service(status?: Service['status']): Service {
  const parts = [ofComponent('greeter'), withWorkloadName('greeter')];
  return { ...aService('greeter', ...parts), status };
}

function anAPI(environmentName: string, status?: API['status']): API {
  const { apiVersion, kind, schema } = apiKind;
  const api = buildDraft(apiVersion, kind, `books-${environmentName}`, [
    ofComponent('greeter'),
    withSpec({ type: 'REST', environmentName }),
  ]);
  return { ...schema.parse(api), status };
}

const readiness = (facts: Partial<ComponentFacts>) =>
  componentReadiness({
    environments: ['development', 'staging', 'production'],
    deployables: [service()],
    bindings: [],
    apis: [],
    ...facts,
  });

const fine = ready('True', 'ResourcesActive', 'All 2 resources…');

describe('a component', () => {
  it('is ready when it is ready in every active environment', () => {
    expect(
      readiness({
        bindings: [
          bindingIn('development', fine),
          bindingIn('staging', fine),
          bindingIn('production', undefined, 'Undeploy'),
        ],
      }),
    ).toEqual({
      status: 'True',
      reason: 'Ready',
      message: 'Ready in development, staging',
    });
  });

  it('reports the first problem of its deployments', () => {
    const stuck = ready('False', 'ResourceHealthProgressing', '1/2…');
    const trouble = 'Deployment greeter: ImagePullBackOff';
    expect(
      readiness({ bindings: [bindingIn('staging', { ...stuck, trouble })] }),
    ).toEqual({
      status: 'False',
      reason: 'ResourceHealthProgressing',
      message: `staging: ${trouble}`,
    });
  });

  it('lists environments in promotion order, then those outside the pipeline', () => {
    expect(
      readiness({
        bindings: ['sandbox', 'production', 'development', 'staging'].map(
          environment => bindingIn(environment, fine),
        ),
      }).message,
    ).toBe('Ready in development, staging, production, sandbox');
  });

  it('reports the environment that is not ready, and why', () => {
    const degraded = ready('False', 'ResourceHealthDegraded', '1/2 degraded');
    expect(
      readiness({
        bindings: [
          bindingIn('development', fine),
          bindingIn('staging', degraded),
        ],
      }),
    ).toEqual({
      status: 'False',
      reason: 'ResourceHealthDegraded',
      message: 'staging: 1/2 degraded',
    });
  });

  it('reports problems of its Service first', () => {
    const waiting = ready(
      'False',
      'WorkloadNotFound',
      'Workload "w" not found',
    );
    expect(readiness({ deployables: [service(waiting)] })).toMatchObject({
      reason: 'WorkloadNotFound',
      message: 'Service "greeter": Workload "w" not found',
    });
  });

  it('with APIs only has the readiness of its APIs', () => {
    const apis = [anAPI('production', fine), anAPI('development', fine)];
    const proxy = { deployables: [], apis };
    expect(readiness(proxy)).toMatchObject({
      status: 'True',
      message: 'Ready in development, production',
    });
    const closed = anAPI('qa', ready('False', 'APIClassNotFound', 'no class'));
    expect(readiness({ ...proxy, apis: [...apis, closed] })).toMatchObject({
      status: 'False',
      reason: 'APIClassNotFound',
      message: 'API "books-qa": no class',
    });
  });

  describe('that waits for its first build', () => {
    const buildWith = (status?: Build['status']): Build => ({
      ...aBuild('greeter-build-01', ofComponent('greeter')),
      status,
    });
    const noWorkload = ready('False', 'WorkloadNotFound', 'not found');

    it.each([
      [
        ready('False', 'BuildInProgress', 'Step "push-step" is running'),
        'BuildInProgress',
        'Build "greeter-build-01" is running',
      ],
      [
        ready('False', 'BuildFailed', 'Step "build-step" failed: exit code 1'),
        'BuildFailed',
        'Build "greeter-build-01": Step "build-step" failed: exit code 1',
      ],
      [undefined, 'BuildInProgress', 'Build "greeter-build-01" is running'],
    ])('reports the build (%#)', (status, reason, message) => {
      const unfinishedBuild = buildWith(status);
      for (const deployables of [[], [service(noWorkload)]]) {
        expect(readiness({ deployables, unfinishedBuild })).toEqual({
          status: 'False',
          reason,
          message,
        });
      }
    });

    it('is as ready as what it runs, if it runs something', () => {
      const failed = ready('False', 'BuildFailed', '');
      expect(
        readiness({
          bindings: [bindingIn('development', fine)],
          unfinishedBuild: buildWith(failed),
        }).status,
      ).toBe('True');
    });
  });

  it.each([
    [
      'its project is missing',
      { projectProblem: { reason: 'ProjectNotFound', message: '' } },
      'ProjectNotFound',
    ],
    ['nothing deploys it', { deployables: [] }, 'NotDeployed'],
    [
      'it rests everywhere',
      { bindings: [bindingIn('development', undefined, 'Suspend')] },
      'Resting',
    ],
    [
      'it has not been looked at yet',
      { bindings: [bindingIn('development')] },
      'Progressing',
    ],
  ])('is not ready when %s', (_, facts, reason) => {
    expect(readiness(facts)).toMatchObject({ status: 'False', reason });
  });
});
