import { aServiceClass, withSpec } from '../../test/__testUtils__';
import { notReady } from './readiness';
import { nameUndeclaredFields } from './undeclared-fields';

const rejection = (kind: string, ...problems: string[]) =>
  `${kind} greeter: failed to create typed patch object (cell/greeter; apps/v1, Kind=${kind}): ${
    problems.length === 1
      ? problems[0]
      : ['errors:', ...problems.map(each => `  ${each}`)].join('\n')
  }`;

const undeclared = (path: string) => `${path}: field not declared in schema`;

const classWith = (spec: Record<string, unknown>) =>
  aServiceClass('small', withSpec(spec));

function messageOf(
  rejected: string,
  spec: Record<string, unknown>,
  parameters?: unknown,
) {
  return nameUndeclaredFields(notReady('ReleaseNotApplied', rejected), {
    class: classWith(spec),
    binding: { spec: { className: 'small', parameters } },
  }).message;
}

const containers = (container: object) => ({
  template: { spec: { containers: [{ name: 'main', ...container }] } },
});
const misspelt = undeclared(
  '.spec.template.spec.containers[name="main"].imagePullPolice',
);

describe('nameUndeclaredFields', () => {
  it('names the class, the object and the field, then the message of the server', () => {
    const rejected = rejection('Deployment', misspelt);
    expect(
      messageOf(rejected, {
        deploymentTemplate: containers({ imagePullPolice: 'Always' }),
      }),
    ).toBe(
      `ServiceClass small spec.deploymentTemplate.template.spec.containers[main].imagePullPolice: a Deployment has no such field; correct or remove it. ${rejected}`,
    );
  });

  it('names the parameters', () => {
    expect(
      messageOf(
        rejection('StatefulSet', misspelt),
        { deploymentTemplate: containers({ image: 'a' }) },
        containers({ imagePullPolice: 'Always' }),
      ),
    ).toMatch(
      /^spec\.parameters\.template\.spec\.containers\[main\]\.imagePullPolice: a StatefulSet has no such field; correct or remove it\. StatefulSet greeter: /,
    );
  });

  it('names all fields of all objects', () => {
    const rejected = [
      rejection(
        'Deployment',
        undeclared('.spec.replica'),
        undeclared(
          '.spec.template.spec.containers[name="main"].ports[containerPort=9000,protocol="TCP"].nam',
        ),
        undeclared('.spec.template.spec.hostAliases[1].names'),
      ),
      rejection('Service', undeclared('.spec.replica')),
    ].join('; ');
    const message = messageOf(rejected, {
      deploymentTemplate: {
        replica: 2,
        template: {
          spec: {
            hostAliases: [{ ip: 'a' }, { names: ['b'] }],
            containers: [
              { name: 'other', ports: [{ containerPort: 9000, nam: 'a' }] },
              { name: 'main', ports: [{ containerPort: 9000, nam: 'a' }] },
            ],
          },
        },
      },
      serviceTemplate: { replica: 1 },
    });
    expect(message.slice(0, -rejected.length - 2).split('; ')).toEqual([
      'ServiceClass small spec.deploymentTemplate.replica: a Deployment has no such field',
      'correct or remove it',
      'ServiceClass small spec.deploymentTemplate.template.spec.containers[main].ports[9000/TCP].nam: a Deployment has no such field',
      'correct or remove it',
      'ServiceClass small spec.deploymentTemplate.template.spec.hostAliases[1].names: a Deployment has no such field',
      'correct or remove it',
      'ServiceClass small spec.serviceTemplate.replica: a Service has no such field',
      'correct or remove it',
    ]);
  });

  it('keeps other messages', () => {
    for (const rejected of [
      'Deployment greeter: spec.strategy.type: Unsupported value',
      rejection('Deployment', undeclared('.spec.elsewhere')),
      rejection('HTTPRoute', undeclared('.spec.replica')),
    ]) {
      expect(messageOf(rejected, { deploymentTemplate: { replica: 2 } })).toBe(
        rejected,
      );
    }
  });
});
