import {
  duplicate,
  FieldError,
  invalid,
  notFound,
  required,
} from '../field-error';
import { JsonObject, JsonValue, listAt, member, stringAt } from '../json';
import { dnsLabelProblems, portNameProblems } from '../names';
import { StructuralSchema } from '../structural-schema';
import {
  anything,
  anyText,
  defaulting,
  flag,
  integer,
  listBy,
  listOf,
  oneOf,
  optionalFlag,
  optionalLong,
  struct,
  text,
} from './build';
import {
  withValidator,
  objectValidator,
  textValidator,
  portNumber,
} from './validators';
import { environmentSources, environmentVariable } from './environment';
import { lifecycleHandler, probe } from './probe';
import { resourceRequirements } from './resource-requirements';

const containerPort = withValidator(
  struct({
    name: withValidator(text, textValidator(portNameProblems)),
    containerPort: withValidator(integer, portNumber),
    hostPort: withValidator(integer, portNumber),
    protocol: defaulting(oneOf('SCTP', 'TCP', 'UDP'), 'TCP'),
    hostIP: text,
  }),
  objectValidator((value, { path }) =>
    !member(value, 'containerPort') ? [required(`${path}.containerPort`)] : [],
  ),
);

const containerProperties: Record<string, StructuralSchema> = {
  name: text,
  image: text,
  command: listOf(anyText),
  args: listOf(anyText),
  workingDir: text,
  ports: listBy(['containerPort', 'protocol'], containerPort),
  envFrom: environmentSources,
  env: listBy('name', environmentVariable),
  resources: defaulting(resourceRequirements, {}),
  resizePolicy: listOf(struct({ resourceName: text, restartPolicy: text })),
  restartPolicy: text,
  restartPolicyRules: listOf(anything),
  volumeMounts: listBy(
    'mountPath',
    withValidator(
      struct({
        name: text,
        readOnly: flag,
        recursiveReadOnly: text,
        mountPath: text,
        subPath: text,
        mountPropagation: oneOf('Bidirectional', 'HostToContainer', 'None'),
        subPathExpr: text,
      }),
      objectValidator((value, { path }) =>
        ['name', 'mountPath']
          .filter(name => !stringAt(value, name))
          .map(name => required(`${path}.${name}`)),
      ),
    ),
  ),
  volumeDevices: listBy('devicePath', struct({ name: text, devicePath: text })),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  lifecycle: struct({
    postStart: lifecycleHandler,
    preStop: lifecycleHandler,
    stopSignal: text,
  }),
  terminationMessagePath: defaulting(text, '/dev/termination-log'),
  terminationMessagePolicy: defaulting(
    oneOf('FallbackToLogsOnError', 'File'),
    'File',
  ),
  imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
  securityContext: struct({
    capabilities: struct({ add: listOf(anyText), drop: listOf(anyText) }),
    privileged: optionalFlag,
    seLinuxOptions: anything,
    windowsOptions: anything,
    runAsUser: optionalLong,
    runAsGroup: optionalLong,
    runAsNonRoot: optionalFlag,
    readOnlyRootFilesystem: optionalFlag,
    allowPrivilegeEscalation: optionalFlag,
    procMount: oneOf('Default', 'Unmasked'),
    seccompProfile: struct({ type: text, localhostProfile: text }),
    appArmorProfile: struct({ type: text, localhostProfile: text }),
  }),
  stdin: flag,
  stdinOnce: flag,
  tty: flag,
};

/** A container of a pod. */
export const container = withValidator(
  struct(containerProperties, {
    rules: { setDefaults: defaultImagePullPolicy },
  }),
  objectValidator((value, { path }) => [
    ...validateContainerName(value, path),
    ...validateImage(value, path),
    ...validatePortNames(value, path),
    ...validateMountPaths(value, path),
  ]),
);

/** An ephemeral container. */
export const ephemeralContainer = struct(
  { ...containerProperties, targetContainerName: text },
  { rules: { setDefaults: defaultImagePullPolicy } },
);

/** Validates that container names are unique and that mounted volumes exist. */
export function validateContainers(
  containers: JsonValue[],
  path: string,
  volumes: ReadonlySet<string>,
  taken: Set<string>,
): FieldError[] {
  return containers.flatMap((value, index) => {
    const fieldPath = `${path}[${index}]`;
    const errors: FieldError[] = [];
    const name = stringAt(value, 'name');
    if (name) {
      if (taken.has(name)) errors.push(duplicate(`${fieldPath}.name`, name));
      taken.add(name);
    }
    listAt(value, 'volumeMounts').forEach((mount, position) => {
      const volume = stringAt(mount, 'name');
      if (volume && !volumes.has(volume)) {
        errors.push(
          notFound(`${fieldPath}.volumeMounts[${position}].name`, volume),
        );
      }
    });
    return errors;
  });
}

function defaultImagePullPolicy(value: JsonObject) {
  const image = stringAt(value, 'image');
  if (stringAt(value, 'imagePullPolicy') || image === undefined) return;
  const name = image.slice(image.lastIndexOf('/') + 1);
  const isLatest =
    !name.includes('@') && (!name.includes(':') || name.endsWith(':latest'));
  value.imagePullPolicy = isLatest ? 'Always' : 'IfNotPresent';
}

function validateContainerName(value: JsonObject, path: string): FieldError[] {
  const name = stringAt(value, 'name');
  if (!name) return [required(`${path}.name`)];
  return dnsLabelProblems(name).map(problem =>
    invalid(`${path}.name`, name, problem),
  );
}

function validateImage(value: JsonObject, path: string): FieldError[] {
  const image = stringAt(value, 'image');
  if (!image) return [required(`${path}.image`)];
  return image.trim() === image
    ? []
    : [
        invalid(
          `${path}.image`,
          image,
          'must not have leading or trailing whitespace',
        ),
      ];
}

function validatePortNames(value: JsonObject, path: string): FieldError[] {
  const seen = new Set<string>();
  return listAt(value, 'ports').flatMap((port, index) => {
    const name = stringAt(port, 'name');
    if (!name) return [];
    if (seen.has(name))
      return [duplicate(`${path}.ports[${index}].name`, name)];
    seen.add(name);
    return [];
  });
}

function validateMountPaths(value: JsonObject, path: string): FieldError[] {
  const seen = new Set<string>();
  return listAt(value, 'volumeMounts').flatMap((mount, index) => {
    const mountPath = stringAt(mount, 'mountPath');
    if (!mountPath) return [];
    if (seen.has(mountPath)) {
      return [
        invalid(
          `${path}.volumeMounts[${index}].mountPath`,
          mountPath,
          'must be unique',
        ),
      ];
    }
    seen.add(mountPath);
    return [];
  });
}
