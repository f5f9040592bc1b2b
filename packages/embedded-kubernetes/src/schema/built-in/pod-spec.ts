import {
  duplicate,
  FieldError,
  forbidden,
  invalid,
  required,
} from '../field-error';
import { isObject, JsonObject, listAt, objectAt, stringAt } from '../json';
import { dnsLabelProblems } from '../names';
import { validateLabels } from '../validate-object-meta';
import { objectMetaSchema } from '../object-meta-schema';
import {
  anyList,
  anything,
  anyText,
  atomic,
  defaulting,
  flag,
  integer,
  listBy,
  listOf,
  oneOf,
  optionalFlag,
  optionalInteger,
  optionalLong,
  struct,
  text,
  textMap,
} from './build';
import {
  withValidator,
  nonNegative,
  objectName,
  objectValidator,
} from './validators';
import { validateContainers, container, ephemeralContainer } from './container';
import { labelSelector } from './label-selector';
import { quantities, quantity } from './quantity';
import { resourceRequirements } from './resource-requirements';

const fileMode = withValidator(optionalInteger, (value, { path }) =>
  typeof value === 'number' && (value < 0 || value > 0o777)
    ? [
        invalid(
          path,
          value,
          'must be a number between 0 and 0777 (octal), both inclusive',
        ),
      ]
    : [],
);
const filesMode = defaulting(fileMode, 0o644);
const items = listOf(struct({ key: text, path: text, mode: fileMode }));

/** The types of volume; every volume has exactly one. */
const volumeSources = {
  configMap: struct({
    name: text,
    items,
    defaultMode: filesMode,
    optional: optionalFlag,
  }),
  secret: struct({
    secretName: text,
    items,
    defaultMode: filesMode,
    optional: optionalFlag,
  }),
  emptyDir: struct({ medium: text, sizeLimit: quantity }),
  hostPath: struct({ path: text, type: defaulting(anyText, '') }),
  persistentVolumeClaim: struct({ claimName: text, readOnly: flag }),
  projected: struct({ sources: anyList, defaultMode: filesMode }),
  downwardAPI: struct({ items: anyList, defaultMode: filesMode }),
  csi: struct({
    driver: text,
    readOnly: optionalFlag,
    fsType: text,
    volumeAttributes: textMap,
    nodePublishSecretRef: atomic(struct({ name: text })),
  }),
  nfs: struct({ server: text, path: text, readOnly: flag }),
  ephemeral: anything,
  image: struct({ reference: text, pullPolicy: text }),
  iscsi: anything,
  fc: anything,
  rbd: anything,
  cephfs: anything,
  cinder: anything,
  flexVolume: anything,
  gitRepo: anything,
  glusterfs: anything,
  azureFile: anything,
  azureDisk: anything,
  awsElasticBlockStore: anything,
  gcePersistentDisk: anything,
  vsphereVolume: anything,
};

const volume = struct(
  { name: text, ...volumeSources },
  {
    rules: {
      setDefaults: value => {
        if (!sourcesOf(value).length) value.emptyDir = {};
      },
    },
  },
);

const toleration = struct({
  key: text,
  operator: oneOf('Equal', 'Exists'),
  value: text,
  effect: oneOf('NoExecute', 'NoSchedule', 'PreferNoSchedule'),
  tolerationSeconds: optionalLong,
});

const hostAlias = struct({ ip: text, hostnames: listOf(anyText) });

/** The spec of a pod. */
export const podSpec = withValidator(
  struct(
    {
      volumes: {
        ...listBy('name', volume),
        'x-kubernetes-patch-strategy': 'merge,retainKeys',
      },
      initContainers: listBy('name', container),
      containers: listBy('name', container),
      ephemeralContainers: listBy('name', ephemeralContainer),
      restartPolicy: defaulting(
        oneOf('Always', 'OnFailure', 'Never'),
        'Always',
      ),
      terminationGracePeriodSeconds: defaulting(optionalLong, 30),
      activeDeadlineSeconds: optionalLong,
      dnsPolicy: defaulting(
        oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
        'ClusterFirst',
      ),
      nodeSelector: atomic(textMap),
      serviceAccountName: withValidator(text, objectName),
      serviceAccount: text,
      automountServiceAccountToken: optionalFlag,
      nodeName: text,
      hostNetwork: flag,
      hostPID: flag,
      hostIPC: flag,
      hostUsers: optionalFlag,
      hostname: text,
      hostnameOverride: text,
      subdomain: text,
      shareProcessNamespace: optionalFlag,
      securityContext: defaulting(
        struct({
          seLinuxOptions: anything,
          windowsOptions: anything,
          runAsUser: optionalLong,
          runAsGroup: optionalLong,
          runAsNonRoot: optionalFlag,
          supplementalGroups: listOf(optionalLong),
          supplementalGroupsPolicy: text,
          fsGroup: optionalLong,
          fsGroupChangePolicy: oneOf('Always', 'OnRootMismatch'),
          sysctls: listOf(struct({ name: text, value: text })),
          seccompProfile: struct({ type: text, localhostProfile: text }),
          appArmorProfile: struct({ type: text, localhostProfile: text }),
          seLinuxChangePolicy: text,
        }),
        {},
      ),
      imagePullSecrets: listBy('name', atomic(struct({ name: text }))),
      affinity: struct({
        nodeAffinity: anything,
        podAffinity: anything,
        podAntiAffinity: anything,
      }),
      schedulerName: defaulting(text, 'default-scheduler'),
      tolerations: listOf(toleration),
      hostAliases: listBy('ip', hostAlias),
      priorityClassName: text,
      priority: optionalInteger,
      dnsConfig: struct({
        nameservers: listOf(anyText),
        searches: listOf(anyText),
        options: anyList,
      }),
      readinessGates: listOf(struct({ conditionType: text })),
      runtimeClassName: text,
      enableServiceLinks: optionalFlag,
      preemptionPolicy: oneOf('Never', 'PreemptLowerPriority'),
      overhead: quantities,
      topologySpreadConstraints: listBy(
        ['topologyKey', 'whenUnsatisfiable'],
        struct({
          maxSkew: integer,
          topologyKey: text,
          whenUnsatisfiable: oneOf('DoNotSchedule', 'ScheduleAnyway'),
          labelSelector,
          minDomains: optionalInteger,
          nodeAffinityPolicy: oneOf('Honor', 'Ignore'),
          nodeTaintsPolicy: oneOf('Honor', 'Ignore'),
          matchLabelKeys: listOf(anyText),
        }),
      ),
      setHostnameAsFQDN: optionalFlag,
      os: struct({ name: text }),
      schedulingGates: listBy('name', struct({ name: text })),
      schedulingGroup: anything,
      resourceClaims: listBy('name', anything),
      resources: resourceRequirements,
    },
    { rules: { setDefaults: mirrorServiceAccountName } },
  ),
  objectValidator((value, { path }) => validatePodSpec(value, path)),
);

/** The pod template of a workload. */
export const podTemplate = withValidator(
  struct({
    metadata: defaulting(objectMetaSchema, {}),
    spec: defaulting(podSpec, {}),
  }),
  objectValidator((value, { path }) =>
    validateLabels(objectAt(value, 'metadata').labels, `${path}.labels`),
  ),
);

/** A number of replicas. */
export const replicas = withValidator(optionalInteger, nonNegative);

function mirrorServiceAccountName(value: JsonObject) {
  const name =
    stringAt(value, 'serviceAccountName') || stringAt(value, 'serviceAccount');
  if (!name) return;
  value.serviceAccountName = name;
  value.serviceAccount = name;
}

function validatePodSpec(value: JsonObject, path: string): FieldError[] {
  const volumes = new Set<string>();
  const names = new Set<string>();
  const errors: FieldError[] = listAt(value, 'volumes').flatMap((item, index) =>
    validateVolume(item, `${path}.volumes[${index}]`, volumes),
  );
  const containers = listAt(value, 'containers');
  if (containers.length === 0) errors.push(required(`${path}.containers`));
  errors.push(
    ...validateContainers(containers, `${path}.containers`, volumes, names),
    ...validateContainers(
      listAt(value, 'initContainers'),
      `${path}.initContainers`,
      volumes,
      names,
    ),
  );
  return errors;
}

function validateVolume(
  value: JsonObject[string],
  path: string,
  taken: Set<string>,
): FieldError[] {
  const name = stringAt(value, 'name') ?? '';
  const errors: FieldError[] = [];
  if (sourcesOf(value).length > 1) {
    const [, second] = sourcesOf(value);
    errors.push(
      forbidden(`${path}.${second}`, 'may not specify more than 1 volume type'),
    );
  }
  if (name === '') return [...errors, required(`${path}.name`)];
  for (const problem of dnsLabelProblems(name)) {
    errors.push(invalid(`${path}.name`, name, problem));
  }
  if (taken.has(name)) errors.push(duplicate(`${path}.name`, name));
  taken.add(name);
  return errors;
}

function sourcesOf(value: JsonObject[string]): string[] {
  if (!isObject(value)) return [];
  return Object.keys(volumeSources).filter(source => source in value);
}
