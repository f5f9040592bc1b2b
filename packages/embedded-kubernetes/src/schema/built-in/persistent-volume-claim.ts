import { asJson } from '../kube-json';
import { listAt, objectAt, stringAt, textOf } from '../json';
import { objectMetaSchema } from '../object-meta-schema';
import { required } from '../field-error';
import {
  age,
  anything,
  anyText,
  builtIn,
  conditions,
  defaulting,
  kindSchema,
  listOf,
  oneOf,
  struct,
  text,
} from './build';
import { withValidator, objectValidator } from './validators';
import { labelSelector } from './label-selector';
import { quantities } from './quantity';

const accessMode = oneOf(
  'ReadOnlyMany',
  'ReadWriteMany',
  'ReadWriteOnce',
  'ReadWriteOncePod',
);

const shortModes: Record<string, string> = {
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOnce: 'RWO',
  ReadWriteOncePod: 'RWOP',
};

const claimSpec = withValidator(
  struct({
    accessModes: listOf(accessMode),
    selector: labelSelector,
    resources: defaulting(
      struct({ limits: quantities, requests: quantities }),
      {},
    ),
    volumeName: text,
    storageClassName: anyText,
    volumeMode: defaulting(oneOf('Block', 'Filesystem'), 'Filesystem'),
    dataSource: anything,
    dataSourceRef: anything,
    volumeAttributesClassName: anyText,
  }),
  objectValidator((value, { path }) => {
    const requests = objectAt(objectAt(value, 'resources'), 'requests');
    return [
      ...(listAt(value, 'accessModes').length === 0
        ? [
            required(
              `${path}.accessModes`,
              'at least 1 access mode is required',
            ),
          ]
        : []),
      ...('storage' in requests
        ? []
        : [required(`${path}.resources[storage]`)]),
    ];
  }),
);

const claimStatus = struct({
  phase: defaulting(text, 'Pending'),
  accessModes: listOf(accessMode),
  capacity: quantities,
  allocatedResources: quantities,
  allocatedResourceStatuses: anything,
  conditions,
  currentVolumeAttributesClassName: anyText,
  modifyVolumeStatus: anything,
});

/** A volume claim template of a StatefulSet. */
export const claimTemplate = struct({
  apiVersion: defaulting(text, 'v1'),
  kind: defaulting(text, 'PersistentVolumeClaim'),
  metadata: objectMetaSchema,
  spec: claimSpec,
  status: defaulting(claimStatus, {}),
});

/** v1 PersistentVolumeClaim */
export const persistentVolumeClaim = builtIn({
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  returnsDeletedObject: true,
  shortNames: ['pvc'],
  schema: kindSchema({
    spec: defaulting(claimSpec, {}),
    status: defaulting(claimStatus, {}),
  }),
  columns: [
    { name: 'Status', type: 'string', jsonPath: '.status.phase' },
    { name: 'Volume', type: 'string', jsonPath: '.spec.volumeName' },
    { name: 'Capacity', type: 'string', jsonPath: '.status.capacity.storage' },
    {
      name: 'Access Modes',
      type: 'string',
      value: object =>
        listAt(objectAt(asJson(object), 'status'), 'accessModes')
          .map(mode => shortModes[textOf(mode)] ?? textOf(mode))
          .join(','),
    },
    {
      name: 'StorageClass',
      type: 'string',
      jsonPath: '.spec.storageClassName',
    },
    {
      name: 'VolumeAttributesClass',
      type: 'string',
      value: object =>
        stringAt(
          objectAt(asJson(object), 'spec'),
          'volumeAttributesClassName',
        ) ?? '<unset>',
    },
    age,
    {
      name: 'VolumeMode',
      type: 'string',
      priority: 1,
      jsonPath: '.spec.volumeMode',
    },
  ],
});
