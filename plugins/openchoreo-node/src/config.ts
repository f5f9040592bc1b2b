import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { sharedOrganization } from './domain/sharedOrganization';

/**
 * A Secret, whose entry `key` signs decisions. What is absent is that of the Secret that the control plane creates.
 *
 * @public
 */
export interface SigningKeyRef {
  namespace?: string;
  name?: string;
}

/** The configuration of the connection to one control plane. */
export interface SourceConfig {
  /** A name for people. It differs from those of the other sources. */
  name: string;
  /** Where it is configured, such as `openchoreo` or `openchoreo.sources[1]`. */
  configKey: string;
  /** Path of a kubeconfig file. */
  kubeconfig?: string;
  context?: string;
  /** What the names of its organizations begin with in Backstage. Empty by default. */
  organizationPrefix: string;
  /** The Secret with the key that signs decisions. */
  signingKey: SigningKeyRef;
  /** Whether the resources of an organization are cached, by its name in Kubernetes. */
  includes(organization: string): boolean;
}

/** The configuration of the connections to OpenChoreo. */
export interface OpenChoreoConfig {
  sources: readonly [SourceConfig, ...SourceConfig[]];
  /** Whether the sources are those of `openchoreo.sources`, which have names. */
  hasNamedSources: boolean;
}

type Config = NonNullable<ReturnType<RootConfigService['getOptionalConfig']>>;

/** The keys of a source, which `openchoreo` itself has where there is only one. */
const sourceKeys = [
  'kubeconfig',
  'context',
  'organizationPrefix',
  'organizations',
  'signingKey',
] as const;

/** Stricter than the names of entities, so that the rest of a name is one, too. */
const prefixPattern = /^[a-z]([-a-z0-9]{0,19})$/;
const namePattern = /^[a-z0-9]+(-+[a-z0-9]+)*$/;

/**
 * Reads `openchoreo`. An empty text counts as absent, so that environment variables may stay unset.
 *
 * @throws InputError that names the key of an invalid value, and says what to do
 */
export function readOpenChoreoConfig(
  root: RootConfigService,
): OpenChoreoConfig {
  const config = root.getOptionalConfig('openchoreo');
  const entries = config?.getOptionalConfigArray('sources');
  if (!entries) {
    const source = readSource(config, 'openchoreo', 'openchoreo');
    return { sources: [source.config], hasNamedSources: false };
  }
  const both = sourceKeys.find(key => config?.getOptional(key));
  if (both) {
    throw new InputError(
      `openchoreo.sources and openchoreo.${both} are both set. Move openchoreo.${both} into an entry of openchoreo.sources, or remove openchoreo.sources`,
    );
  }
  const read = entries.map((entry, index) => {
    const key = `openchoreo.sources[${index}]`;
    return readSource(entry, key, readName(entry, key));
  });
  checkNames(read);
  checkOverlaps(read);
  const [first, ...others] = read.map(each => each.config);
  if (!first) {
    throw new InputError(
      'openchoreo.sources is empty. Add an entry with a name, or remove openchoreo.sources',
    );
  }
  return { sources: [first, ...others], hasNamedSources: true };
}

interface ReadSource {
  config: SourceConfig;
  /** Patterns of the organizations to read. Undefined for all. */
  include?: readonly string[];
}

function readSource(
  config: Config | undefined,
  configKey: string,
  name: string,
): ReadSource {
  const include = config?.getOptionalStringArray('organizations.include');
  const exclude = config?.getOptionalStringArray('organizations.exclude') ?? [];
  const isIncluded = include && matcher(include);
  const isExcluded = matcher(exclude);
  return {
    include,
    config: {
      name,
      configKey,
      kubeconfig: optionalText(config, 'kubeconfig'),
      context: optionalText(config, 'context'),
      organizationPrefix: readPrefix(config, configKey),
      signingKey: {
        namespace: optionalText(config, 'signingKey.secretRef.namespace'),
        name: optionalText(config, 'signingKey.secretRef.name'),
      },
      includes: organization =>
        organization === sharedOrganization ||
        ((isIncluded?.(organization) ?? true) && !isExcluded(organization)),
    },
  };
}

function readName(config: Config, configKey: string): string {
  const name = optionalText(config, 'name');
  if (name === undefined) {
    throw new InputError(
      `${configKey}.name is missing. Give the control plane a name, such as eu`,
    );
  }
  if (!namePattern.test(name)) {
    throw new InputError(
      `${configKey}.name is "${name}". Use lower-case letters, digits and single dashes between them`,
    );
  }
  return name;
}

function readPrefix(config: Config | undefined, configKey: string): string {
  const prefix = optionalText(config, 'organizationPrefix') ?? '';
  if (prefix && !prefixPattern.test(prefix)) {
    throw new InputError(
      `${configKey}.organizationPrefix is "${prefix}", with which the names of organizations would be invalid. Use at most 20 lower-case letters, digits and dashes, beginning with a letter, such as oc-`,
    );
  }
  return prefix;
}

function optionalText(
  config: Config | undefined,
  key: string,
): string | undefined {
  // `${VARIABLE}` of an unset variable leaves the key without a value, on which `getString` throws.
  const value = config?.getOptional(key);
  return value ? config?.getString(key) : undefined;
}

function checkNames(sources: readonly ReadSource[]): void {
  const keys = new Map<string, string>();
  for (const { config } of sources) {
    const { name, configKey } = config;
    const other = keys.get(name);
    if (other) {
      throw new InputError(
        `${other}.name and ${configKey}.name are both "${name}". Give each control plane a name of its own`,
      );
    }
    keys.set(name, configKey);
  }
}

/** Two sources with the same prefix must not read the same organizations: their entities would have the same names. */
function checkOverlaps(sources: readonly ReadSource[]): void {
  sources.forEach((source, index) => {
    for (const other of sources.slice(0, index)) {
      const { configKey, organizationPrefix } = source.config;
      if (organizationPrefix !== other.config.organizationPrefix) continue;
      const shared = overlap(source, other);
      if (shared === undefined) continue;
      const prefix = organizationPrefix
        ? `the organizationPrefix ${organizationPrefix}`
        : 'no organizationPrefix';
      throw new InputError(
        `${other.config.configKey} and ${configKey} have ${prefix}, and both read ${shared}. Set different values of organizationPrefix, or let organizations.include and organizations.exclude tell the organizations apart`,
      );
    }
  });
}

/** Organizations that two sources read, in words. Patterns with `*` are compared as they are written. */
function overlap(one: ReadSource, other: ReadSource): string | undefined {
  if (!one.include && !other.include) return 'all organizations';
  const inBoth = ({ include = [], config }: ReadSource, others: ReadSource) =>
    include.find(
      pattern =>
        pattern !== sharedOrganization &&
        config.includes(pattern) &&
        others.config.includes(pattern),
    );
  const pattern = inBoth(one, other) ?? inBoth(other, one);
  return pattern && `the organization ${pattern}`;
}

/** Whether a name matches one of the patterns, in which `*` stands for any text. */
function matcher(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map(pattern => {
    const literal = pattern
      .split('*')
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${literal.join('.*')}$`);
  });
  return name => expressions.some(expression => expression.test(name));
}
