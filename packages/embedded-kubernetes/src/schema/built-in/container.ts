import {
  duplicate,
  FieldError,
  invalid,
  notFound,
  required,
} from '../field-error';
import {
  isObject,
  JsonObject,
  JsonValue,
  listAt,
  member,
  objectAt,
  stringAt,
} from '../json';
import {
  dnsLabelProblems,
  portNameProblems,
  subdomainProblems,
} from '../names';
import { StructuralSchema } from '../structural-schema';
import {
  anything,
  anyText,
  atomic,
  defaulting,
  flag,
  integer,
  intOrString,
  listBy,
  listOf,
  oneOf,
  optionalFlag,
  optionalLong,
  struct,
  text,
} from './build';
import { checked, nonNegative, ofObject, ofText, portNumber } from './checks';
import { isQuantity, quantities, quantityValue } from './quantity';

const portRef = intOrString;

const httpGet = struct({
  host: text,
  path: defaulting(text, '/'),
  port: portRef,
  scheme: defaulting(oneOf('HTTP', 'HTTPS'), 'HTTP'),
  httpHeaders: listOf(struct({ name: text, value: anyText })),
});
const exec = struct({ command: listOf(anyText) });
const tcpSocket = struct({ host: text, port: portRef });
const handlers = {
  exec,
  httpGet,
  tcpSocket,
  grpc: struct({ port: integer, service: defaulting(anyText, '') }),
};

const probe = checked(
  struct({
    ...handlers,
    initialDelaySeconds: checked(integer, nonNegative),
    timeoutSeconds: defaulting(checked(integer, nonNegative), 1),
    periodSeconds: defaulting(checked(integer, nonNegative), 10),
    successThreshold: defaulting(checked(integer, nonNegative), 1),
    failureThreshold: defaulting(checked(integer, nonNegative), 3),
    terminationGracePeriodSeconds: optionalLong,
  }),
  ofObject((value, { path }) =>
    Object.keys(handlers).some(handler => handler in value)
      ? []
      : [required(path, 'must specify a handler type')],
  ),
);

const lifecycleHandler = struct({
  exec,
  httpGet,
  tcpSocket,
  sleep: struct({ seconds: optionalLong }),
});

const keyOfConfigMap = atomic(
  struct({ name: text, key: text, optional: optionalFlag }),
);
const source = struct({ name: text, optional: optionalFlag });
const valueSources = {
  fieldRef: atomic(
    struct({ apiVersion: defaulting(text, 'v1'), fieldPath: text }),
  ),
  resourceFieldRef: atomic(
    struct({
      containerName: text,
      resource: text,
      divisor: defaulting({ 'x-kubernetes-int-or-string': true }, '0'),
    }),
  ),
  configMapKeyRef: keyOfConfigMap,
  secretKeyRef: keyOfConfigMap,
  fileKeyRef: anything,
};

/** An environment variable. */
const env = checked(
  struct({ name: text, value: text, valueFrom: struct(valueSources) }),
  ofObject((value, { path }) => [
    ...checkEnvName(stringAt(value, 'name') ?? '', `${path}.name`),
    ...checkEnvSource(value, path),
  ]),
);

const containerPort = checked(
  struct({
    name: checked(text, ofText(portNameProblems)),
    containerPort: checked(integer, portNumber),
    hostPort: checked(integer, portNumber),
    protocol: defaulting(oneOf('SCTP', 'TCP', 'UDP'), 'TCP'),
    hostIP: text,
  }),
  ofObject((value, { path }) =>
    !member(value, 'containerPort') ? [required(`${path}.containerPort`)] : [],
  ),
);

/** What a container may use and is promised. */
export const resourceRequirements = checked(
  struct({
    limits: quantities,
    requests: quantities,
    claims: listBy('name', struct({ name: text, request: text })),
  }),
  ofObject((value, { path }) => checkResources(value, path)),
);

const containerProperties: Record<string, StructuralSchema> = {
  name: text,
  image: text,
  command: listOf(anyText),
  args: listOf(anyText),
  workingDir: text,
  ports: listBy(['containerPort', 'protocol'], containerPort),
  envFrom: listOf(
    struct({ prefix: text, configMapRef: source, secretRef: source }),
  ),
  env: listBy('name', env),
  resources: defaulting(resourceRequirements, {}),
  resizePolicy: listOf(struct({ resourceName: text, restartPolicy: text })),
  restartPolicy: text,
  restartPolicyRules: listOf(anything),
  volumeMounts: listBy(
    'mountPath',
    checked(
      struct({
        name: text,
        readOnly: flag,
        recursiveReadOnly: text,
        mountPath: text,
        subPath: text,
        mountPropagation: oneOf('Bidirectional', 'HostToContainer', 'None'),
        subPathExpr: text,
      }),
      ofObject((value, { path }) =>
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
export const container = checked(
  struct(containerProperties, { rules: { complete: chooseImagePullPolicy } }),
  ofObject((value, { path }) => [
    ...checkContainerName(value, path),
    ...checkImage(value, path),
    ...checkPortNames(value, path),
    ...checkMountPaths(value, path),
  ]),
);

/** A container that debugs a running pod. */
export const ephemeralContainer = struct(
  { ...containerProperties, targetContainerName: text },
  { rules: { complete: chooseImagePullPolicy } },
);

/** The containers of a pod and the volumes they mount, against each other. */
export function checkContainers(
  containers: JsonValue[],
  path: string,
  volumes: ReadonlySet<string>,
  taken: Set<string>,
): FieldError[] {
  return containers.flatMap((value, index) => {
    const here = `${path}[${index}]`;
    const errors: FieldError[] = [];
    const name = stringAt(value, 'name');
    if (name) {
      if (taken.has(name)) errors.push(duplicate(`${here}.name`, name));
      taken.add(name);
    }
    listAt(value, 'volumeMounts').forEach((mount, position) => {
      const volume = stringAt(mount, 'name');
      if (volume && !volumes.has(volume)) {
        errors.push(notFound(`${here}.volumeMounts[${position}].name`, volume));
      }
    });
    return errors;
  });
}

function chooseImagePullPolicy(value: JsonObject) {
  const image = stringAt(value, 'image');
  if (stringAt(value, 'imagePullPolicy') || image === undefined) return;
  const name = image.slice(image.lastIndexOf('/') + 1);
  const isLatest =
    !name.includes('@') && (!name.includes(':') || name.endsWith(':latest'));
  value.imagePullPolicy = isLatest ? 'Always' : 'IfNotPresent';
}

function checkContainerName(value: JsonObject, path: string): FieldError[] {
  const name = stringAt(value, 'name');
  if (!name) return [required(`${path}.name`)];
  return dnsLabelProblems(name).map(problem =>
    invalid(`${path}.name`, name, problem),
  );
}

function checkImage(value: JsonObject, path: string): FieldError[] {
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

function checkPortNames(value: JsonObject, path: string): FieldError[] {
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

function checkMountPaths(value: JsonObject, path: string): FieldError[] {
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

function checkEnvName(name: string, path: string): FieldError[] {
  if (name === '') return [required(path)];
  return /^[ -<>-~]+$/.test(name)
    ? []
    : [
        invalid(
          path,
          name,
          "a valid environment variable name must consist only of printable ASCII characters other than '='",
        ),
      ];
}

function checkEnvSource(value: JsonObject, path: string): FieldError[] {
  const from = member(value, 'valueFrom');
  if (!isObject(from)) return [];
  const given = Object.keys(valueSources).filter(name => name in from);
  const here = `${path}.valueFrom`;
  if (given.length === 0) {
    const names = Object.keys(valueSources).map(name => `\`${name}\``);
    const list = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
    return [invalid(here, '', `must specify one of: ${list}`)];
  }
  const errors: FieldError[] = [];
  if (stringAt(value, 'value')) {
    errors.push(
      invalid(here, '', 'may not be specified when `value` is not empty'),
    );
  }
  if (given.length > 1) {
    errors.push(
      invalid(here, '', 'may not have more than one field specified at a time'),
    );
  }
  for (const kind of ['configMapKeyRef', 'secretKeyRef']) {
    if (!(kind in from)) continue;
    const name = stringAt(from[kind], 'name') ?? '';
    for (const problem of subdomainProblems(name)) {
      errors.push(invalid(`${here}.${kind}.name`, name, problem));
    }
    if (!stringAt(from[kind], 'key')) {
      errors.push(required(`${here}.${kind}.key`));
    }
  }
  return errors;
}

function checkResources(value: JsonObject, path: string): FieldError[] {
  const limits = objectAt(value, 'limits');
  return Object.entries(objectAt(value, 'requests')).flatMap(
    ([name, request]) => {
      const limit = limits[name];
      if (limit === undefined || !isQuantity(limit) || !isQuantity(request)) {
        return [];
      }
      return quantityValue(request) > quantityValue(limit)
        ? [
            invalid(
              `${path}.requests`,
              String(request),
              `must be less than or equal to ${name} limit of ${limit}`,
            ),
          ]
        : [];
    },
  );
}
