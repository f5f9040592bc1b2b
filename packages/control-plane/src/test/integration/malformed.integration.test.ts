import type { KubeObject } from '@promenade/kube-client';
import {
  componentKind,
  configurationGroupKind,
  serviceBindingKind,
  serviceKind,
  workloadKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import {
  aComponent,
  aService,
  aWorkload,
  withWorkloadName,
  ofComponent,
  withImage,
  withSpec,
} from '../__testUtils__';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

describe('an object without a spec', () => {
  it('has the condition Malformed, and does not affect others', async () => {
    await platform.client.create(componentKind, {
      apiVersion: componentKind.apiVersion,
      kind: componentKind.kind,
      metadata: { name: 'blank', namespace: platform.organization },
    });
    await platform.apply(aComponent('sound'));
    expect(
      await platform.waitForCondition(componentKind, 'blank', {
        status: 'False',
        reason: 'Malformed',
      }),
    ).toMatch(/^spec: /);
    await platform.waitForCondition(componentKind, 'sound', {
      status: 'False',
      reason: 'NotDeployed',
    });
  });
});

describe('a reference to an object without a spec', () => {
  const image = 'registry.test/app:1';
  const blank = ({ schema: _, ...type }: KindDefinition, name: string) =>
    platform.client.create<KubeObject>(type, {
      apiVersion: type.apiVersion,
      kind: type.kind,
      metadata: { name, namespace: platform.organization },
    });

  it('to a ConfigurationGroup is reported as malformed, not as missing', async () => {
    await blank(configurationGroupKind, 'blank');
    await platform.apply(
      aComponent('using'),
      aWorkload(
        'using',
        ofComponent('using'),
        withImage(image),
        withSpec({
          containers: {
            main: {
              image,
              env: [
                {
                  key: 'A',
                  valueFrom: {
                    configurationGroupRef: { name: 'blank', key: 'a' },
                  },
                },
              ],
            },
          },
        }),
      ),
      aService('using', ofComponent('using'), withWorkloadName('using')),
    );
    expect(
      await platform.waitForCondition(serviceBindingKind, 'using', {
        type: 'ConfigurationWarnings',
        status: 'True',
      }),
    ).toMatch(
      /ConfigurationGroup "blank" is malformed \(spec: .*; correct it$/,
    );
  });

  it('to a Workload is reported as malformed', async () => {
    await blank(workloadKind, 'blank');
    await platform.apply(
      aService('blank', ofComponent('blank'), withWorkloadName('blank')),
    );
    expect(
      await platform.waitForCondition(serviceKind, 'blank', {
        status: 'False',
        reason: 'WorkloadNotFound',
      }),
    ).toMatch(/^spec.workloadName: Workload "blank" is malformed \(spec: /);
  });

  it('to a binding does not take its name', async () => {
    await blank(serviceBindingKind, 'taken');
    await platform.apply(
      aComponent('taken'),
      aWorkload('taken', ofComponent('taken'), withImage(image)),
      aService('taken', ofComponent('taken'), withWorkloadName('taken')),
    );
    expect(
      await platform.waitForCondition(serviceKind, 'taken', {
        status: 'True',
        reason: 'Deployed',
      }),
    ).toBe('Deployed to development by ServiceBinding "taken-development"');
  });
});
