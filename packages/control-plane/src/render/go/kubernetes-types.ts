import type { GoType } from './zero-values';

const objectMeta: GoType = {
  omitted: ['name', 'labels', 'annotations', 'finalizers'],
};

/** A reference by name, or to a key of what it names. */
const reference: GoType = { omitted: ['name'] };

const requirement: GoType = { omitted: ['values'] };

const labelSelector: GoType = {
  omitted: ['matchLabels', 'matchExpressions'],
  members: { matchExpressions: requirement },
};

const resources: GoType = {
  omitted: ['limits', 'requests', 'claims'],
  members: { claims: { omitted: ['request'] } },
};

const valueFrom: GoType = {
  members: {
    fieldRef: { omitted: ['apiVersion'] },
    resourceFieldRef: { omitted: ['containerName'] },
    configMapKeyRef: reference,
    secretKeyRef: reference,
  },
};

const handlers: { readonly [member: string]: GoType } = {
  exec: { omitted: ['command'] },
  httpGet: { omitted: ['path', 'host', 'scheme', 'httpHeaders'] },
  tcpSocket: { omitted: ['host'] },
};

const probe: GoType = {
  omitted: [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ],
  members: handlers,
};

const seLinuxOptions: GoType = { omitted: ['user', 'role', 'type', 'level'] };

const container: GoType = {
  omitted: [
    'image',
    'command',
    'args',
    'workingDir',
    'ports',
    'envFrom',
    'env',
    'resizePolicy',
    'volumeMounts',
    'volumeDevices',
    'terminationMessagePath',
    'terminationMessagePolicy',
    'imagePullPolicy',
    'stdin',
    'stdinOnce',
    'tty',
  ],
  members: {
    ports: { omitted: ['name', 'hostPort', 'protocol', 'hostIP'] },
    envFrom: {
      omitted: ['prefix'],
      members: { configMapRef: reference, secretRef: reference },
    },
    env: { omitted: ['value'], members: { valueFrom } },
    resources,
    volumeMounts: { omitted: ['readOnly', 'subPath', 'subPathExpr'] },
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
    lifecycle: {
      members: {
        postStart: { members: handlers },
        preStop: { members: handlers },
      },
    },
    securityContext: {
      members: { capabilities: { omitted: ['add', 'drop'] }, seLinuxOptions },
    },
  },
};

const keyedVolume: GoType = { omitted: ['name', 'items'] };

const downwardAPI: GoType = {
  omitted: ['items'],
  members: { items: valueFrom },
};

const claim: GoType = {
  members: {
    metadata: objectMeta,
    spec: {
      omitted: ['accessModes', 'volumeName'],
      members: { selector: labelSelector, resources },
    },
  },
};

const volume: GoType = {
  members: {
    emptyDir: { omitted: ['medium'] },
    configMap: keyedVolume,
    secret: { omitted: ['secretName', 'items'] },
    persistentVolumeClaim: { omitted: ['readOnly'] },
    nfs: { omitted: ['readOnly'] },
    csi: {
      omitted: ['volumeAttributes'],
      members: { nodePublishSecretRef: reference },
    },
    ephemeral: { members: { volumeClaimTemplate: claim } },
    image: { omitted: ['reference', 'pullPolicy'] },
    downwardAPI,
    projected: {
      members: {
        sources: {
          members: {
            configMap: keyedVolume,
            secret: keyedVolume,
            downwardAPI,
            serviceAccountToken: { omitted: ['audience'] },
          },
        },
      },
    },
  },
};

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

const nodeTerm: GoType = {
  omitted: ['matchExpressions', 'matchFields'],
  members: { matchExpressions: requirement, matchFields: requirement },
};

const podTerm: GoType = {
  omitted: ['namespaces', 'matchLabelKeys', 'mismatchLabelKeys'],
  members: { labelSelector, namespaceSelector: labelSelector },
};

const podAffinity: GoType = {
  omitted: [required, preferred],
  members: {
    [required]: podTerm,
    [preferred]: { members: { podAffinityTerm: podTerm } },
  },
};

const affinity: GoType = {
  members: {
    nodeAffinity: {
      omitted: [preferred],
      members: {
        [required]: { members: { nodeSelectorTerms: nodeTerm } },
        [preferred]: { members: { preference: nodeTerm } },
      },
    },
    podAffinity,
    podAntiAffinity: podAffinity,
  },
};

const podSpec: GoType = {
  omitted: [
    'volumes',
    'initContainers',
    'ephemeralContainers',
    'restartPolicy',
    'dnsPolicy',
    'nodeSelector',
    'serviceAccountName',
    'serviceAccount',
    'nodeName',
    'hostNetwork',
    'hostPID',
    'hostIPC',
    'imagePullSecrets',
    'hostname',
    'subdomain',
    'schedulerName',
    'tolerations',
    'hostAliases',
    'priorityClassName',
    'readinessGates',
    'overhead',
    'topologySpreadConstraints',
    'schedulingGates',
    'resourceClaims',
  ],
  members: {
    volumes: volume,
    initContainers: container,
    containers: container,
    ephemeralContainers: container,
    securityContext: {
      omitted: ['supplementalGroups', 'sysctls'],
      members: { seLinuxOptions },
    },
    imagePullSecrets: reference,
    resources,
    affinity,
    tolerations: { omitted: ['key', 'operator', 'value', 'effect'] },
    hostAliases: { omitted: ['hostnames'] },
    dnsConfig: {
      omitted: ['nameservers', 'searches', 'options'],
      members: { options: { omitted: ['name'] } },
    },
    topologySpreadConstraints: {
      omitted: ['matchLabelKeys'],
      members: { labelSelector },
    },
  },
};

const podTemplate: GoType = {
  members: { metadata: objectMeta, spec: podSpec },
};

/** `apps/v1` DeploymentSpec. */
export const deploymentSpecType: GoType = {
  omitted: ['minReadySeconds', 'paused'],
  members: {
    selector: labelSelector,
    strategy: { omitted: ['type'] },
    template: podTemplate,
  },
};

/** `batch/v1` JobSpec. */
export const jobSpecType: GoType = {
  members: { selector: labelSelector, template: podTemplate },
};

/** `batch/v1` CronJobSpec. */
export const cronJobSpecType: GoType = {
  omitted: ['concurrencyPolicy'],
  members: {
    jobTemplate: { members: { metadata: objectMeta, spec: jobSpecType } },
  },
};

/** `core/v1` ServiceSpec. */
export const serviceSpecType: GoType = {
  omitted: [
    'ports',
    'selector',
    'clusterIP',
    'clusterIPs',
    'type',
    'externalIPs',
    'sessionAffinity',
    'loadBalancerIP',
    'loadBalancerSourceRanges',
    'externalName',
    'externalTrafficPolicy',
    'healthCheckNodePort',
    'publishNotReadyAddresses',
    'ipFamilies',
  ],
  members: { ports: { omitted: ['name', 'protocol', 'nodePort'] } },
};
