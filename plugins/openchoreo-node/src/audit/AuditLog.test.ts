import { InputError, NotAllowedError } from '@backstage/errors';
import { AuditLog, type AuditOutcome } from './AuditLog';

const operation = {
  operation: 'promote-component',
  requestedBy: 'user:default/ada',
  door: 'rest',
  meta: {
    organization: 'acme',
    project: 'shop',
    component: 'greeter',
    from: 'development',
    to: 'staging',
  },
};

describe('AuditLog', () => {
  const error = jest.fn();
  const begin = jest.fn();
  const complete = jest.fn<Promise<void>, [string, AuditOutcome]>();
  const log = new AuditLog({ logger: { error } });
  log.useStore({ begin, complete, list: async () => [] });

  beforeEach(() => jest.resetAllMocks());

  it('records the beginning before the work, and the outcome after it', async () => {
    const work = async () => {
      expect(begin).toHaveBeenCalledTimes(1);
      expect(complete).not.toHaveBeenCalled();
      return 'greeter-1';
    };
    const result = await log.record(operation, work, promotion => ({
      promotion,
    }));
    expect(result).toBe('greeter-1');
    const [[entry]] = begin.mock.calls;
    expect(entry).toMatchObject({
      organization: 'acme',
      project: 'shop',
      component: 'greeter',
      environment: 'staging',
      requestedBy: 'user:default/ada',
      result: 'Started',
    });
    expect(complete).toHaveBeenCalledWith(
      entry.id,
      expect.objectContaining({
        result: 'Succeeded',
        details: { from: 'development', to: 'staging', promotion: 'greeter-1' },
      }),
    );
  });

  it.each([
    [new NotAllowedError('Ask for it'), 'Denied', 'Ask for it'],
    [new InputError('token: "s3cret" is no'), 'Failed', 'was not valid'],
    [new Error('https://10.0.0.1 said no'), 'Failed', 'The log of the backend'],
  ])('records why the work fails with %s, without values', async (...each) => {
    const [thrown, result, message] = each;
    const work = () => Promise.reject(thrown);
    await expect(log.record(operation, work, () => ({}))).rejects.toBe(thrown);
    expect(complete).toHaveBeenCalledWith(
      expect.any(String),
      expect.objectContaining({
        result,
        message: expect.stringContaining(message),
      }),
    );
  });

  it('lets the work be done while the store fails, and logs that', async () => {
    begin.mockRejectedValue(new Error('the database is away'));
    complete.mockRejectedValue(new Error('the database is away'));
    const work = async () => 'done';
    expect(await log.record(operation, work, () => ({}))).toBe('done');
    expect(error).toHaveBeenCalledTimes(2);
  });

  it('does not wait for a store that hangs', async () => {
    const impatient = new AuditLog({ logger: { error }, storeTimeoutMs: 5 });
    const hang = () => new Promise<never>(() => {});
    impatient.useStore({ begin: hang, complete: hang, list: hang });
    const work = async () => 'done';
    expect(await impatient.record(operation, work, () => ({}))).toBe('done');
    expect(error).toHaveBeenCalledTimes(2);
  });

  it('records nothing of an operation about no organization', async () => {
    await log.record(
      { ...operation, meta: {} },
      async () => {},
      () => ({}),
    );
    expect(begin).not.toHaveBeenCalled();
  });
});
