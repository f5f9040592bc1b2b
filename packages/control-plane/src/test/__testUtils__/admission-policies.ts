import { KubeClient } from '@promenade/kube-client';
import { isJsonObject, jsonAt, type JsonObject } from '../../runtime/json';
import { readManifests } from './deploy-manifests';

const account =
  'system:serviceaccount:promenade-system:promenade-control-plane';

/** Somebody with all rights who is not the control plane. */
const eve = {
  'impersonate-user': 'eve',
  'impersonate-group': 'system:masters',
};

/**
 * Policies of `deploy` for one namespace only, because other tests use the same cluster. The account of the control plane is that of the
 * kubeconfig.
 */
export async function policiesFor(
  client: KubeClient,
  namespace: string,
  ...files: string[]
): Promise<JsonObject[]> {
  const review = await client.request({
    method: 'POST',
    path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
    },
  });
  const user = String(jsonAt(review, 'status', 'userInfo', 'username'));
  const manifests: JsonObject[] = files.flatMap(readManifests);
  return manifests.map(manifest => {
    const name = String(jsonAt(manifest, 'metadata', 'name'));
    const text = JSON.stringify(manifest)
      .replaceAll(account, user)
      .replaceAll(`"${name}"`, `"${name}-${namespace}"`);
    const own: JsonObject = JSON.parse(text);
    const matchLabels = { 'kubernetes.io/metadata.name': namespace };
    return String(own.kind).endsWith('AdmissionPolicyBinding')
      ? {
          ...own,
          spec: {
            ...(isJsonObject(own.spec) && own.spec),
            matchResources: { namespaceSelector: { matchLabels } },
          },
        }
      : own;
  });
}

async function typeOf(client: KubeClient, { apiVersion, kind }: JsonObject) {
  const type = await client.resourceFor(String(apiVersion), String(kind));
  if (!type) throw new Error(`${kind} is not served`);
  return type;
}

/** Applies a manifest of any kind. */
export async function applyManifest(
  client: KubeClient,
  manifest: JsonObject,
): Promise<void> {
  const type = await typeOf(client, manifest);
  const name = String(jsonAt(manifest, 'metadata', 'name'));
  const object = {
    ...manifest,
    apiVersion: String(manifest.apiVersion),
    kind: String(manifest.kind),
    metadata: {
      ...(isJsonObject(manifest.metadata) && manifest.metadata),
      name,
    },
  };
  await client.apply(type, object, { fieldManager: 'test', force: true });
}

/** Deletes cluster-scoped objects. */
export async function deleteManifests(
  client: KubeClient,
  manifests: readonly JsonObject[],
): Promise<void> {
  for (const manifest of manifests) {
    const type = await typeOf(client, manifest);
    await client.delete(type, {
      name: String(jsonAt(manifest, 'metadata', 'name')),
    });
  }
}

/** Sends a request of Eve. Returns the error of the API server; undefined if it accepts the request. */
export async function askAsEve(
  client: KubeClient,
  method: 'POST' | 'PATCH',
  path: string,
  body: object,
): Promise<string | undefined> {
  try {
    await client.request({
      method,
      path,
      body,
      headers: eve,
      contentType:
        method === 'PATCH' ? 'application/merge-patch+json' : undefined,
    });
    return undefined;
  } catch (error) {
    return String(error);
  }
}
