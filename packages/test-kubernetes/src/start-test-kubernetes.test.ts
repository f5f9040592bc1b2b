import fs from 'node:fs';
import { startTestKubernetes } from './start-test-kubernetes';

describe('startTestKubernetes', () => {
  const given = process.env.PROMENADE_TEST_KUBECONFIG;

  afterEach(() => {
    if (given === undefined) delete process.env.PROMENADE_TEST_KUBECONFIG;
    else process.env.PROMENADE_TEST_KUBECONFIG = given;
  });

  it('uses the cluster of PROMENADE_TEST_KUBECONFIG', async () => {
    process.env.PROMENADE_TEST_KUBECONFIG = '/somewhere/kubeconfig';
    const kubernetes = await startTestKubernetes();
    await kubernetes.stop();
    expect(kubernetes).toMatchObject({
      kubeconfig: '/somewhere/kubeconfig',
      isReal: true,
    });
  });

  it('starts an embedded API otherwise, and removes it on stop', async () => {
    delete process.env.PROMENADE_TEST_KUBECONFIG;
    const kubernetes = await startTestKubernetes();
    expect(kubernetes.isReal).toBe(false);
    expect(fs.readFileSync(kubernetes.kubeconfig, 'utf8')).toMatch(
      /server: https:\/\/127\.0\.0\.1:\d+/,
    );
    await kubernetes.stop();
    expect(fs.existsSync(kubernetes.kubeconfig)).toBe(false);
  });

  it('rejects with the output if the API does not start', async () => {
    delete process.env.PROMENADE_TEST_KUBECONFIG;
    await expect(
      startTestKubernetes({ crds: ['/no/such/folder'] }),
    ).rejects.toThrow(/no such file or directory, stat '\/no\/such\/folder'/);
  });
});
