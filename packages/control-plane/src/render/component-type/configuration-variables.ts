import {
  genDistinctName,
  genName,
  nameLimits,
} from '@promenade/openchoreo-model';
import { compareText } from '../../runtime/sort';
import { setHelpers } from './cel/helpers';
import { toCel } from './cel/values';
import { fnv32a } from './fnv';

/** Where a secret is in the secret store. */
export interface RemoteRef {
  readonly key: string;
  readonly property?: string;
}

interface Plain {
  readonly value: string;
}

interface Secret {
  readonly remoteRef: RemoteRef;
}

interface Variable {
  readonly name: string;
}

interface File {
  readonly name: string;
  /** Folder of the file. */
  readonly mountPath: string;
}

type SecretVariable = Variable & Secret;
type SecretFile = File & Secret;

export type ConfiguredVariable = (Variable & Plain) | SecretVariable;
export type ConfiguredFile = (File & Plain) | SecretFile;

/** Environment variables and files of the container of a component. */
export interface Configuration {
  readonly variables: readonly ConfiguredVariable[];
  readonly files: readonly ConfiguredFile[];
}

function isSecret<T extends object>(source: T): source is T & Secret {
  return 'remoteRef' in source;
}

function isPlain(source: object): boolean {
  return !isSecret(source);
}

/**
 * The variable `configurations` of templates, with its helper functions.
 *
 * @param prefix - begin of the names of the objects that hold the values
 */
export function configurationVariable(
  { variables, files }: Configuration,
  prefix: string,
): object {
  const plain = {
    envs: variables.filter(isPlain),
    files: files.filter(isPlain),
  };
  const secret = {
    envs: variables.filter(isSecret),
    files: files.filter(isSecret),
  };
  const envConfigs = genName(nameLimits.resource, prefix, 'env-configs');
  const envSecrets = genDistinctName(
    nameLimits.resource,
    hashSecretVariables(secret.envs),
    prefix,
    'env-secrets',
  );
  const all = [...plain.files, ...secret.files];
  const helpers = {
    toConfigFileList: plain.files.map(file => ({
      ...file,
      resourceName: configName(prefix, file),
    })),
    toSecretFileList: secret.files.map(file => ({
      ...file,
      resourceName: secretName(prefix, file),
    })),
    toConfigEnvsByContainer: plain.envs.length
      ? [{ resourceName: envConfigs, envs: plain.envs }]
      : [],
    toSecretEnvsByContainer: secret.envs.length
      ? [{ resourceName: envSecrets, envs: secret.envs }]
      : [],
    toContainerEnvFrom: [
      ...(plain.envs.length ? [{ configMapRef: { name: envConfigs } }] : []),
      ...(secret.envs.length ? [{ secretRef: { name: envSecrets } }] : []),
    ],
    toContainerVolumeMounts: all.map(file => ({
      name: volumeName(file),
      mountPath: `${file.mountPath}/${file.name}`,
      subPath: file.name,
    })),
    toVolumes: [
      ...plain.files.map(file => ({
        name: volumeName(file),
        configMap: { name: configName(prefix, file) },
      })),
      ...secret.files.map(file => ({
        name: volumeName(file),
        secret: { secretName: secretName(prefix, file) },
      })),
    ].sort((a, b) => compareText(a.name, b.name)),
  };
  return setHelpers(
    toCelObject({ configs: plain, secrets: secret }),
    toCelObject(helpers),
  );
}

function configName(prefix: string, { name }: ConfiguredFile): string {
  return genName(
    nameLimits.resource,
    prefix,
    'config',
    name.replaceAll('.', '-'),
  );
}

/** The name depends on where the secret is, so that pods never read the value of another one. */
function secretName(
  prefix: string,
  { name, remoteRef: { key, property = '' } }: SecretFile,
): string {
  return genDistinctName(
    nameLimits.resource,
    fnv32a(`${key}\0${property}\0`),
    prefix,
    'secret',
    name.replaceAll('.', '-'),
  );
}

function hashSecretVariables(variables: readonly SecretVariable[]): string {
  return fnv32a(
    variables
      .map(
        ({ name, remoteRef: { key, property = '' } }) =>
          `${name}\0${key}\0${property}\0\0`,
      )
      .join(''),
  );
}

function volumeName({ mountPath, name }: ConfiguredFile): string {
  return `file-mount-${fnv32a(`${mountPath}/${name}`)}`;
}

/** Converts an object to one of CEL. */
export function toCelObject(value: object): object {
  return Object.assign({}, toCel(value));
}
