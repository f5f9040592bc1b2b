import { configurationGroupSchema } from '@promenade/openchoreo-model';
import { renderCase } from '../../test/__testUtils__/rendering/service-case';

/** A ConfigurationGroup with the key `host`. */
const group = (updateStrategy: 'Live' | 'Restart') =>
  configurationGroupSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'ConfigurationGroup',
    metadata: { name: 'db', namespace: 'acme' },
    spec: {
      updateStrategy,
      configurations: [
        { key: 'host', values: [{ environment: 'development', value: 'a' }] },
      ],
    },
  });

/** The problems of files at these paths; files named `host` are from a group. */
function mountErrors(
  mountPaths: string[],
  updateStrategy: 'Live' | 'Restart' = 'Live',
): string[] {
  const valueFrom = { configurationGroupRef: { name: 'db', key: 'host' } };
  const files = mountPaths.map(mountPath =>
    mountPath.endsWith('/host')
      ? { mountPath, valueFrom }
      : { mountPath, value: 'x' },
  );
  return renderCase({
    workload: { containers: { main: { image: 'app:1', files } } },
    configuration: { findGroup: () => group(updateStrategy) },
  }).problems.map(
    ({ severity, field, message }) => `${severity} ${field}: ${message}`,
  );
}

const at = (mountPath: string) =>
  `Error spec.workloadSpec.containers.main.files[${mountPath}].mountPath`;

describe('row 58: files that cannot be mounted', () => {
  it('are reported below another file', () => {
    expect(mountErrors(['/etc/app', '/etc/app/a'])).toEqual([
      `${at(
        '/etc/app/a',
      )}: it is below /etc/app, which is a file; use another path`,
    ]);
    expect(mountErrors(['/etc/app', '/etc/app/host'])).toHaveLength(1);
    expect(mountErrors(['/etc/app', '/etc/apps/a', '/etc/a', '/app'])).toEqual(
      [],
    );
  });

  it('are reported below a mounted directory', () => {
    expect(mountErrors(['/etc/app/host', '/etc/app/sub/a'])).toEqual([
      `${at(
        '/etc/app/sub/a',
      )}: it is below /etc/app, which is mounted as a directory; use that directory itself, or another one`,
    ]);
    expect(
      mountErrors(['/etc/app/host', '/etc/app/a', '/etc/app/s/host']),
    ).toEqual([]);
    expect(mountErrors(['/etc/app/host', '/etc/app/sub/a'], 'Restart')).toEqual(
      [],
    );
  });

  it('are reported where / would be mounted as a directory', () => {
    expect(mountErrors(['/host'])).toEqual([
      `${at(
        '/host',
      )}: files of a Live group are mounted with their directory, which cannot be /; use a directory of its own`,
    ]);
    expect(mountErrors(['/host'], 'Restart')).toEqual([]);
  });
});
