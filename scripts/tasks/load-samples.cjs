// load-samples KUBECONFIG FOLDER…: applies all manifests below each folder in the order of their file names.
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { parseAllDocuments } = require('yaml');
const { KubeClient } = require('@promenade/kube-client');

const [kubeconfig, ...folders] = process.argv.slice(2);

function readManifests(path) {
  return readdirSync(path, { recursive: true })
    .map(String)
    .filter(
      file => /\.ya?ml$/.test(file) && !file.endsWith('catalog-info.yaml'),
    )
    .sort()
    .flatMap(file =>
      parseAllDocuments(readFileSync(join(path, file), 'utf8')).map(document =>
        document.toJS(),
      ),
    )
    .filter(Boolean);
}

async function main() {
  const client = KubeClient.fromKubeconfig(kubeconfig);
  try {
    for (const manifest of folders.flatMap(readManifests)) {
      const { apiVersion, kind, metadata } = manifest;
      const type = await client.resourceFor(apiVersion, kind);
      if (!type)
        throw new Error(
          `The API server does not serve ${kind} in ${apiVersion}`,
        );
      await client.apply(type, manifest, {
        fieldManager: 'promenade-samples',
        force: true,
      });
      console.log(`${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
    }
  } finally {
    client.close();
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
