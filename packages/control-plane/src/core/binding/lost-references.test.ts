import type { LeftOut } from '../../core/problem';
import { raiseLostReferences } from './lost-references';

const literal = (value: string) => ({ name: 'A', value });
const reference = (name: string) => ({
  name: 'A',
  valueFrom: { configMapKeyRef: { name, key: 'k' } },
});
const withEnv = (...env: object[]) => ({ containers: [{ name: 'main', env }] });
const folder = (...paths: string[]) => ({
  containers: [
    { name: 'main', volumeMounts: [{ name: 'files', mountPath: '/etc/app' }] },
  ],
  volumes: [
    {
      name: 'files',
      projected: {
        sources: paths.map(path => ({
          configMap: { name: 'group', items: [{ key: 'k', path }] },
        })),
      },
    },
  ],
});
const ownMount = (mountPath: string, name = 'file') => ({
  containers: [
    { name: 'main', volumeMounts: [{ name, mountPath, subPath: 'k' }] },
  ],
});

const resources = (pod: object) => [
  {
    id: 'app',
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'app', labels: {} },
      spec: { template: { spec: JSON.parse(JSON.stringify(pod)) } },
    },
  },
];

/** The severity of an unresolved reference, for the pods of the existing and of the new Release. */
function severity(leavesOut: LeftOut, runs: object | undefined, would: object) {
  const [problem] = raiseLostReferences(
    {
      problems: [
        {
          severity: 'Warning',
          reason: 'ConfigurationMissing',
          field: 'spec',
          message: 'it leads nowhere',
          leavesOut,
        },
      ],
      resources: resources(would),
    },
    runs ? resources(runs) : [],
  );
  return problem.severity;
}

describe('an unresolved reference', () => {
  const variable = { container: 'main', variable: 'A' };
  const file = { container: 'main', mountPath: '/etc/app/a' };

  it('is a warning if the Release does not have its variable', () => {
    expect(severity(variable, undefined, withEnv())).toBe('Warning');
    expect(severity(variable, withEnv(), withEnv())).toBe('Warning');
    expect(severity(file, ownMount('/etc/other'), withEnv())).toBe('Warning');
  });

  it('is an error if the Release would lose its variable', () => {
    for (const had of [reference('group'), literal('a')]) {
      expect(severity(variable, withEnv(had), withEnv())).toBe('Error');
    }
    expect(severity(file, ownMount('/etc/app/a'), withEnv())).toBe('Error');
    expect(severity(file, folder('a', 'b'), folder('b'))).toBe('Error');
  });

  it('is an error if the variable of the class would replace it', () => {
    expect(
      severity(variable, withEnv(reference('group')), withEnv(literal('a'))),
    ).toBe('Error');
    expect(
      severity(
        file,
        ownMount('/etc/app/a'),
        ownMount('/etc/app/a', 'of-class'),
      ),
    ).toBe('Error');
  });

  it('is a warning if the class sets the variable in the Release too, even to another value', () => {
    for (const ofClass of [reference('class'), literal('a')]) {
      expect(severity(variable, withEnv(ofClass), withEnv(ofClass))).toBe(
        'Warning',
      );
    }
    expect(
      severity(variable, withEnv(literal('a')), withEnv(literal('b'))),
    ).toBe('Warning');
  });

  it('is a warning if the Release has only other files of the folder', () => {
    expect(severity(file, folder('b'), folder('b'))).toBe('Warning');
  });
});
