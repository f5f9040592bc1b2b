import { planDiff } from './planDiff';

const workload = (image: string, token: string) => ({
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind: 'Workload',
  metadata: { name: 'alerts', namespace: 'acme', uid: '1' },
  spec: {
    containers: { main: { image, env: [{ key: 'TOKEN', value: token }] } },
  },
  status: { conditions: [] },
});

const withoutHashes = (diff: string) =>
  diff.replace(/hidden value \([0-9a-f]{8}\)/g, 'hidden value');

const plan = (
  before: ReturnType<typeof workload>[],
  objects: ReturnType<typeof workload>[],
) => ({ output: {}, before, objects });

describe('planDiff', () => {
  it('has the lines that change, with hidden values', () => {
    const diff = planDiff(
      plan([workload('alerts:1', 'old')], [workload('alerts:2', 'new')]),
      { isDeletion: false },
    );
    expect(withoutHashes(diff)).toBe(`--- a/acme/Workload-alerts.yaml
+++ b/acme/Workload-alerts.yaml
@@ -7,6 +7,6 @@
   containers:
     main:
       env:
         - key: TOKEN
-          value: hidden value
-      image: alerts:1
+          value: hidden value
+      image: alerts:2
`);
    expect(diff).not.toMatch(/\bold\b|\bnew\b/);
  });

  it('is empty when nothing changes', () => {
    const same = workload('alerts:1', 'old');
    expect(planDiff(plan([same], [same]), { isDeletion: false })).toBe('');
  });

  it('has all lines of what is created or deleted', () => {
    const object = workload('alerts:1', 'old');
    const created = planDiff(plan([], [object]), { isDeletion: false });
    expect(created).toContain('--- /dev/null\n+++ b/acme/Workload-alerts.yaml');
    expect(created).toContain('+kind: Workload');
    const deleted = planDiff(plan([object], [object]), { isDeletion: true });
    expect(deleted).toContain('--- a/acme/Workload-alerts.yaml\n+++ /dev/null');
    expect(deleted).toContain('-kind: Workload');
  });
});
