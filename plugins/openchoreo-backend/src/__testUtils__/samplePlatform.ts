import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KubeClient, type KubeObject } from '@promenade/kube-client';
import { kindOf } from '@promenade/openchoreo-model';
import {
  startControlPlane,
  startTestKubernetes,
} from '@promenade/test-kubernetes';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
export const root = resolve(__dirname, '../../../..');
/** The folder with a folder for each template that is shipped. */
export const templateFolder = join(
  root,
  'plugins/catalog-backend-module-openchoreo-templates/templates',
);

/** The organization of the samples. */
export const organization = 'default';

/** A running platform with the organization and the project of the samples, and no component. */
export interface SamplePlatform {
  kubeconfig: string;
  client: KubeClient;
  stop(): Promise<void>;
}

/** Starts an embedded Kubernetes API with a simulated data plane, and a control plane. */
export async function startSamplePlatform(): Promise<SamplePlatform> {
  const kubernetes = await startTestKubernetes({
    simulateDataPlane: true,
    separate: true,
  });
  const { kubeconfig } = kubernetes;
  const client = KubeClient.fromKubeconfig(kubeconfig);
  for (const manifest of sampleManifests()) await create(client, manifest);
  const controlPlane = await startControlPlane(kubeconfig, organization);
  return {
    kubeconfig,
    client,
    async stop() {
      await controlPlane.stop();
      await client.close();
      await kubernetes.stop();
    },
  };
}

const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

function sampleManifests() {
  const platform = join(root, 'samples/platform');
  return [
    ...readdirSync(platform).map(file => join(platform, file)),
    join(root, 'samples/tram/60-project.yaml'),
  ]
    .flatMap(file => parseAllDocuments(readFileSync(file, 'utf8')))
    .map(document => manifestSchema.parse(document.toJS()));
}

async function create(client: KubeClient, manifest: KubeObject) {
  const { apiVersion = '', kind = '' } = manifest;
  const type = kindOf(apiVersion, kind);
  if (!type) throw new Error(`There is no kind ${kind} in ${apiVersion}`);
  await client.create(type, manifest);
}
