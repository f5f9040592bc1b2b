import { BuildPlane } from '@promenade/openchoreo-model';
import { Workflow, workflowSchema } from '../../buildplane/workflow';
import {
  aBuild,
  aBuildPlane,
  ofComponent,
  withSpec,
} from '../../test/__testUtils__';
import { readRun } from './run';

interface Node {
  template: string;
  phase: string;
  /** Second of its start; not started if absent. */
  second?: number;
  message?: string;
  outputs?: Record<string, string>;
}

/** A Workflow as Argo writes it: with a node for the group of all steps, and null for absent values. */
function aWorkflow(phase: string | null, ...nodes: Node[]): Workflow {
  const time = (second: number | undefined) =>
    second === undefined ? null : `2026-01-01T00:00:0${second}Z`;
  return workflowSchema.parse({
    metadata: { name: 'web', namespace: 'ci', uid: '1' },
    status:
      phase === null
        ? null
        : {
            phase,
            message: 'child failed',
            nodes: {
              web: {
                id: 'web',
                displayName: 'web',
                type: 'Steps',
                phase,
                startedAt: time(0),
                finishedAt: null,
              },
              ...Object.fromEntries(
                nodes.map(
                  ({ template, second, message, outputs, ...node }, i) => [
                    `web-${i}`,
                    {
                      id: `web-${i}`,
                      displayName: template,
                      type: 'Pod',
                      templateName: template,
                      startedAt: time(second),
                      finishedAt: null,
                      message: message ?? null,
                      outputs: outputs && {
                        parameters: Object.entries(outputs).map(
                          ([name, value]) => ({
                            name,
                            value,
                          }),
                        ),
                      },
                      ...node,
                    },
                  ],
                ),
              ),
            },
          },
  });
}

const build = aBuild('web', ofComponent('web'));
const read = (
  workflow: Workflow,
  buildPlane: BuildPlane = aBuildPlane('default'),
) => readRun(workflow, build, buildPlane);

const pushed: Node = {
  template: 'push-step',
  phase: 'Succeeded',
  second: 3,
  outputs: { image: 'registry.test/web:1\n' },
};

describe('readRun', () => {
  it('lists the steps in the order of their start', () => {
    const run = read(
      aWorkflow(
        'Running',
        { template: 'push-step', phase: 'Pending', message: 'no node fits' },
        { template: 'build-step', phase: 'Running', second: 2 },
        {
          template: 'clone-step',
          phase: 'Succeeded',
          second: 1,
          outputs: { 'git-revision': '0a1b2c3d' },
        },
      ),
    );
    expect(run).toMatchObject({
      result: 'Running',
      message: 'Step "build-step" is running',
      commit: '0a1b2c3d',
    });
    expect(run.steps).toEqual([
      {
        name: 'clone-step',
        state: 'Succeeded',
        startedAt: '2026-01-01T00:00:01Z',
      },
      {
        name: 'build-step',
        state: 'Running',
        startedAt: '2026-01-01T00:00:02Z',
      },
      { name: 'push-step', state: 'Pending', message: 'no node fits' },
    ]);
  });

  it('says why a step waits', () => {
    expect(
      read(
        aWorkflow('Running', {
          template: 'clone-step',
          phase: 'Pending',
          second: 1,
          message: 'secret "github" not found',
        }),
      ).message,
    ).toBe('Step "clone-step" is pending: secret "github" not found');
  });

  it.each([null, 'Pending', ''])('is running with the phase %j', phase => {
    expect(read(aWorkflow(phase)).result).toBe('Running');
  });

  it('links to the logs of steps that have started', () => {
    const { steps } = read(
      aWorkflow(
        'Running',
        { template: 'clone-step', phase: 'Running', second: 1 },
        { template: 'push-step', phase: 'Pending' },
      ),
      aBuildPlane(
        'default',
        withSpec({ argoServerURL: 'https://argo.test/root/' }),
      ),
    );
    expect(steps.map(({ logURL }) => logURL)).toEqual([
      'https://argo.test/root/workflows/ci/web?tab=workflow&nodeId=web-0&sidePanel=logs%3Aweb-0%3Amain',
      undefined,
    ]);
  });

  it('returns the outputs of a Workflow that succeeded', () => {
    expect(
      read(
        aWorkflow('Succeeded', pushed, {
          template: 'workload-create-step',
          phase: 'Succeeded',
          outputs: { 'workload-cr': 'kind: Workload' },
        }),
      ),
    ).toMatchObject({
      result: 'Succeeded',
      image: 'registry.test/web:1',
      workload: 'kind: Workload',
    });
  });

  it.each(['Failed', 'Error'])('says which step failed (%s)', phase => {
    expect(
      read(
        aWorkflow(
          phase,
          { template: 'clone-step', phase: 'Succeeded', second: 1 },
          { template: 'build-step', phase, second: 2, message: 'exit code 1' },
        ),
      ),
    ).toMatchObject({
      result: 'Failed',
      message: 'Step "build-step" failed: exit code 1',
    });
    expect(read(aWorkflow(phase)).message).toBe('child failed');
  });

  it('has failed without an image', () => {
    expect(
      read(aWorkflow('Succeeded', { ...pushed, outputs: {} })),
    ).toMatchObject({
      result: 'Failed',
      message: expect.stringContaining('correct the template "docker"'),
    });
  });

  it('has failed without a signature or scan that the build plane requires', () => {
    const plane = aBuildPlane(
      'default',
      withSpec({ attestation: { sign: true, scan: true } }),
    );
    const signed: Node = { template: 'sign-step', phase: 'Succeeded' };
    const scanned: Node = { template: 'scan-step', phase: 'Succeeded' };
    expect(read(aWorkflow('Succeeded', pushed, signed), plane)).toMatchObject({
      result: 'Failed',
      message:
        'BuildPlane "default" requires the step scan-step, which the workflow does not have; use a template that has it',
    });
    expect(
      read(aWorkflow('Succeeded', pushed, signed, scanned), plane).result,
    ).toBe('Succeeded');
  });
});
