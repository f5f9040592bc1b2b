import { renderTaskCase } from '../../test/__testUtils__/rendering/task-case';

const render = (name: string, cronJobTemplate: object, binding?: object) =>
  renderTaskCase({ name, taskClass: { cronJobTemplate }, binding });

describe('renderScheduledTask', () => {
  it('quirk 12: shortens only names that leave no room for the suffix of Jobs', () => {
    const nameOf = (name: string) =>
      render(name, { schedule: '* * * * *' }).resources[0].object.metadata.name;
    expect(nameOf('report')).toMatch(/^report-[0-9a-f]{8}$/);
    expect(nameOf('r'.repeat(43))).toHaveLength(52);
    expect(nameOf('r'.repeat(60))).toHaveLength(52);
  });

  it('reports a class without a schedule', () => {
    expect(render('report', {}).problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        field: 'ScheduledTaskClass default spec.cronJobTemplate.schedule',
      }),
    ]);
  });

  it('omits zero values of the class as its Go types do', () => {
    const [{ object }] = render('report', {
      schedule: '* * * * *',
      concurrencyPolicy: '',
      successfulJobsHistoryLimit: 0,
      jobTemplate: {
        metadata: { annotations: {} },
        spec: {
          backoffLimit: 0,
          template: { spec: { containers: [{ name: 'main', stdin: false }] } },
        },
      },
    }).resources;
    expect(object.spec).toEqual({
      schedule: '* * * * *',
      successfulJobsHistoryLimit: 0,
      jobTemplate: {
        metadata: { labels: expect.anything() },
        spec: {
          backoffLimit: 0,
          template: {
            metadata: { labels: expect.anything() },
            spec: {
              restartPolicy: 'OnFailure',
              containers: [
                { name: 'main', image: 'registry.test/app:1', resources: {} },
              ],
            },
          },
        },
      },
    });
  });

  it('suspends the CronJob of a suspended task', () => {
    const spec = (releaseState: string) =>
      render('report', { schedule: '* * * * *' }, { releaseState }).resources[0]
        .object.spec?.suspend;
    expect(spec('Suspend')).toBe(true);
    expect(spec('Active')).toBeUndefined();
  });
});
