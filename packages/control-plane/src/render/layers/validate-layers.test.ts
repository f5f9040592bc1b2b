import { renderCase } from '../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../test/__testUtils__/rendering/task-case';

const problemLines = ({ problems }: ReturnType<typeof renderCase>) =>
  problems.map(
    ({ severity, field, message }) => `${severity} ${field}: ${message}`,
  );

const notAList = (key: string) =>
  `it is not a list; write a list of objects that each have "${key}"`;
const notAnObject = 'it is not an object; write members with their values';

describe('a template or parameters with an invalid structure', () => {
  const pods = (spec: unknown) => ({ template: { spec } });
  const container = (more: object) =>
    pods({ containers: [{ name: 'main', ...more }] });

  it.each([
    [
      pods({ containers: { main: {} } }),
      `template.spec.containers: ${notAList('name')}`,
    ],
    [
      pods({ containers: ['main'] }),
      `template.spec.containers[0]: ${notAnObject}`,
    ],
    [pods({ volumes: [null] }), `template.spec.volumes[0]: ${notAnObject}`],
    [
      container({ env: { A: 'b' } }),
      `template.spec.containers[main].env: ${notAList('name')}`,
    ],
    [
      container({ ports: 8080 }),
      `template.spec.containers[main].ports: ${notAList('containerPort')}`,
    ],
    [{ template: [] }, `template: ${notAnObject}`],
    [pods('x'), `template.spec: ${notAnObject}`],
  ])('%j is reported with its field', (layer, problem) => {
    expect(
      problemLines(renderCase({ serviceClass: { deploymentTemplate: layer } })),
    ).toEqual([
      `Error ServiceClass default spec.deploymentTemplate.${problem}`,
    ]);
    expect(
      problemLines(renderCase({ binding: { parameters: layer } })),
    ).toEqual([`Error spec.parameters.${problem}`]);
    const ofTask = { jobTemplate: { spec: layer } };
    expect(
      problemLines(renderTaskCase({ binding: { parameters: ofTask } })),
    ).toEqual([`Error spec.parameters.jobTemplate.spec.${problem}`]);
  });

  it('is reported for the template of the Service', () => {
    expect(
      problemLines(
        renderCase({ serviceClass: { serviceTemplate: { ports: '80' } } }),
      ),
    ).toEqual([
      `Error ServiceClass default spec.serviceTemplate.ports: ${notAList(
        'port',
      )}`,
    ]);
  });

  it('may be absent or null', () => {
    const layer = { template: { spec: { containers: null, volumes: [] } } };
    expect(
      problemLines(renderCase({ serviceClass: { deploymentTemplate: layer } })),
    ).toEqual([]);
    expect(
      problemLines(renderCase({ binding: { parameters: layer } })),
    ).toEqual([]);
  });
});
