import {
  componentKind,
  dataPlaneKind,
  environmentKind,
  projectKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { GreeterResources } from '../__testUtils__/GreeterResources';

describe('the pipeline and environments of a component snapshot', () => {
  it('reads the edges of the pipeline and their approvals', () => {
    const resources = new GreeterResources()
      .withGreeter()
      .with(promotionPolicyKind, 'main', {
        pipelineRef: 'main',
        rules: [
          {
            from: 'development',
            to: 'staging',
            approvers: { minApprovals: 2, groups: ['group:default/leads'] },
            qualityGates: [
              { name: 'tested', type: 'Manual', checklist: ['Load test'] },
            ],
            rollback: { requiresApproval: true },
          },
        ],
      });
    const approval = {
      count: 2,
      missing: 2,
      groups: ['group:default/leads'],
      allowsSelfApproval: false,
    };
    expect(resources.snapshot.pipeline?.edges).toEqual([
      {
        from: 'development',
        to: 'staging',
        requiresApproval: true,
        gates: [{ name: 'tested', type: 'Manual', state: 'Pending' }],
        approval: { ...approval, checklist: ['Load test'] },
        rollbackApproval: approval,
      },
      {
        from: 'development',
        to: 'canary',
        requiresApproval: true,
        gates: [],
        approval: { count: 1, missing: 1, allowsSelfApproval: false },
      },
    ]);
  });

  it('reports a missing project or pipeline', () => {
    const component = { owner: { projectName: 'shop' }, type: 'Service' };
    const resources = new GreeterResources().with(
      componentKind,
      'greeter',
      component,
    );
    expect(resources.snapshot.problem?.reason).toBe('ProjectNotFound');
    resources.with(projectKind, 'shop', { deploymentPipelineRef: 'gone' });
    expect(resources.snapshot.problem?.message).toContain(
      'The deployment pipeline gone of project shop does not exist.',
    );
  });

  it('includes shared environments and planes, and prefers those of the organization', () => {
    const resources = new GreeterResources()
      .withGreeter()
      .with(
        dataPlaneKind,
        'eu',
        {
          registry: { prefix: 'r' },
          gateway: { publicVirtualHost: 'p', organizationVirtualHost: 'o' },
        },
        {
          namespace: 'default',
          annotations: { 'openchoreo.dev/simulated': 'true' },
        },
      )
      .with(
        environmentKind,
        'staging',
        { dataPlaneRef: 'eu' },
        { namespace: 'default' },
      )
      .with(
        environmentKind,
        'canary',
        { isProduction: false },
        { namespace: 'default' },
      )
      .with(environmentKind, 'canary', { isProduction: true });
    const { environments } = resources.snapshot;
    expect(environments.get('staging')?.dataPlane).toMatchObject({
      name: 'eu',
      simulated: true,
    });
    expect(environments.get('canary')?.isProduction).toBe(true);
  });

  it('reports since when a data plane is unreachable', () => {
    const lastTransitionTime = '2026-03-01T12:00:00Z';
    const conditions = [
      {
        type: 'Reachable',
        status: 'False',
        reason: 'DataPlaneUnreachable',
        message: 'No answer',
        lastTransitionTime,
      },
    ];
    const { snapshot } = new GreeterResources()
      .withGreeter()
      .with(
        dataPlaneKind,
        'eu',
        {
          registry: { prefix: 'r' },
          gateway: { publicVirtualHost: 'p', organizationVirtualHost: 'o' },
        },
        { status: { conditions } },
      )
      .with(environmentKind, 'staging', { dataPlaneRef: 'eu' });
    expect(
      snapshot.environments.get('staging')?.dataPlane?.unreachable,
    ).toMatchObject({ message: 'No answer', since: lastTransitionTime });
  });
});
