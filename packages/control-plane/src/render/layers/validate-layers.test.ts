import { renderCase } from '../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../test/__testUtils__/rendering/task-case';

const said = ({ problems }: ReturnType<typeof renderCase>) =>
  problems.map(
    ({ severity, field, message }) => `${severity} ${field}: ${message}`,
  );

const noList = (key: string) =>
  `it is not a list; write a list of objects that each have "${key}"`;
const noObject = 'it is not an object; write members with their values';

describe('a template or parameters of another shape than that of a workload', () => {
  const pods = (spec: unknown) => ({ template: { spec } });
  const container = (more: object) =>
    pods({ containers: [{ name: 'main', ...more }] });

  it.each([
    [
      pods({ containers: { main: {} } }),
      `template.spec.containers: ${noList('name')}`,
    ],
    [
      pods({ containers: ['main'] }),
      `template.spec.containers[0]: ${noObject}`,
    ],
    [pods({ volumes: [null] }), `template.spec.volumes[0]: ${noObject}`],
    [
      container({ env: { A: 'b' } }),
      `template.spec.containers[main].env: ${noList('name')}`,
    ],
    [
      container({ ports: 8080 }),
      `template.spec.containers[main].ports: ${noList('containerPort')}`,
    ],
    [{ template: [] }, `template: ${noObject}`],
    [pods('x'), `template.spec: ${noObject}`],
  ])('%j is named by its field', (layer, problem) => {
    expect(
      said(renderCase({ serviceClass: { deploymentTemplate: layer } })),
    ).toEqual([
      `Error ServiceClass default spec.deploymentTemplate.${problem}`,
    ]);
    expect(said(renderCase({ binding: { parameters: layer } }))).toEqual([
      `Error spec.parameters.${problem}`,
    ]);
    const ofTask = { jobTemplate: { spec: layer } };
    expect(said(renderTaskCase({ binding: { parameters: ofTask } }))).toEqual([
      `Error spec.parameters.jobTemplate.spec.${problem}`,
    ]);
  });

  it('is named where it is the Service in front', () => {
    expect(
      said(renderCase({ serviceClass: { serviceTemplate: { ports: '80' } } })),
    ).toEqual([
      `Error ServiceClass default spec.serviceTemplate.ports: ${noList(
        'port',
      )}`,
    ]);
  });

  it('may leave out, or be null', () => {
    const layer = { template: { spec: { containers: null, volumes: [] } } };
    expect(
      said(renderCase({ serviceClass: { deploymentTemplate: layer } })),
    ).toEqual([]);
    expect(said(renderCase({ binding: { parameters: layer } }))).toEqual([]);
  });
});
