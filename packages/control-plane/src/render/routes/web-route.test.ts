import { workloadTemplateSchema } from '@promenade/openchoreo-model';
import { resolveHosts } from '../../core/effective-binding/hosts';
import { renderTarget } from '../../core/effective-binding/target';
import { renderWebRoutes } from './web-route';

const target = renderTarget({
  metadata: { name: 'site', namespace: 'acme' },
  spec: {
    owner: { projectName: 'shop', componentName: 'site' },
    environment: 'development',
  },
});

const routesOf = (visibility?: string[]) =>
  renderWebRoutes(
    target,
    workloadTemplateSchema.parse({
      endpoints: { web: { type: 'HTTP', port: 80, visibility } },
    }),
    resolveHosts('development'),
  );

describe('row 32: the route of a web application', () => {
  it('exists unless the visibility of its endpoint excludes public', () => {
    expect(routesOf().resources).toHaveLength(1);
    expect(routesOf(['public']).resources).toHaveLength(1);
    expect(routesOf(['project'])).toEqual({ resources: [], problems: [] });
  });

  it('does not exist for the organization only, with a warning', () => {
    expect(routesOf(['organization'])).toEqual({
      resources: [],
      problems: [
        expect.objectContaining({
          severity: 'Warning',
          field: 'spec.workloadSpec.endpoints.web.visibility',
        }),
      ],
    });
  });

  it('quirk 35: targets an HTTP endpoint if there is one', () => {
    const { resources, problems } = renderWebRoutes(
      target,
      workloadTemplateSchema.parse({
        endpoints: {
          admin: { type: 'REST', port: 9090 },
          web: { type: 'HTTP', port: 80 },
        },
      }),
      resolveHosts('development'),
    );
    expect(resources).toEqual([
      expect.objectContaining({ id: expect.stringMatching(/^site-web-/) }),
    ]);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: 'spec.workloadSpec.endpoints.admin',
      }),
    ]);
  });
});
