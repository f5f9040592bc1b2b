import { TemplatePermissionProcessor } from './TemplatePermissionProcessor';

const processor = new TemplatePermissionProcessor();

const entity = (kind: string, permissions: string) => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind,
  metadata: {
    name: 'create-a-service',
    annotations: { 'openchoreo.dev/permission': permissions },
  },
});

describe('TemplatePermissionProcessor', () => {
  it('adds an annotation for each permission of a template', async () => {
    const names = 'openchoreo.component.create, openchoreo.project.create,';
    const { metadata } = await processor.preProcessEntity(
      entity('Template', names),
    );
    expect(metadata.annotations).toEqual({
      'openchoreo.dev/permission': names,
      'permission.openchoreo.dev/openchoreo.component.create': 'needed',
      'permission.openchoreo.dev/openchoreo.project.create': 'needed',
    });
  });

  it.each([
    entity('Template', ''),
    entity('Component', 'openchoreo.component.create'),
  ])('leaves other entities as they are: %j', async other => {
    expect(await processor.preProcessEntity(other)).toBe(other);
  });
});
