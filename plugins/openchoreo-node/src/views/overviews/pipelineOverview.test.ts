import { deploymentPipelineKind } from '@promenade/openchoreo-model';
import { acme, seeAll } from '../../__testUtils__/OverviewResources';

describe('the overview of a pipeline', () => {
  it('has the environments, what promotions ask for, and its projects', async () => {
    const overview = await acme().overviews.pipeline(
      { organization: 'acme', name: 'main' },
      seeAll,
    );
    expect(overview).toMatchObject({
      environments: [
        { name: 'development', exists: true },
        { name: 'staging', exists: true },
        { name: 'production', exists: true, isProduction: true },
      ],
      edges: [
        {
          from: 'staging',
          to: 'production',
          requiresApproval: true,
          gates: [{ name: 'healthy', type: 'Healthy' }],
          approval: { count: 1 },
        },
        { from: 'development', to: 'staging', gates: [] },
      ],
      projects: [{ name: 'shop', componentCount: 3 }],
    });
  });

  it('says that an environment does not exist', async () => {
    const { overviews } = acme().with(deploymentPipelineKind, 'odd', {
      promotionPaths: [
        {
          sourceEnvironmentRef: 'development',
          targetEnvironmentRefs: [{ name: 'moon' }],
        },
      ],
    });
    const { environments } = await overviews.pipeline(
      { organization: 'acme', name: 'odd' },
      seeAll,
    );
    expect(environments).toMatchObject([
      { name: 'development', exists: true },
      { name: 'moon', exists: false },
    ]);
  });
});
