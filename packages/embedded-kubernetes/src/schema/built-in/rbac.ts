import { PrinterColumn, ResourceType } from '../../api/types';
import { FieldError, invalid, notSupported, required } from '../field-error';
import { isObject, JsonObject, jsonEquals, listAt, stringAt } from '../json';
import { asJson } from '../kube-json';
import { ValidationContext } from '../structural-schema';
import {
  age,
  anyText,
  atomic,
  builtIn,
  defaulting,
  kindSchema,
  listOf,
  struct,
  text,
} from './build';
import { withValidator, objectValidator } from './validators';
import { labelSelector } from './label-selector';

const group = 'rbac.authorization.k8s.io';
const named = { name: 'path' as const };

const policyRule = withValidator(
  struct({
    verbs: listOf(anyText),
    apiGroups: listOf(anyText),
    resources: listOf(anyText),
    resourceNames: listOf(anyText),
    nonResourceURLs: listOf(anyText),
  }),
  objectValidator((value, { path }) => validateRule(value, path)),
);

const subject = withValidator(
  atomic(
    struct(
      { kind: text, apiGroup: text, name: text, namespace: text },
      {
        rules: {
          setDefaults: value => {
            const isPerson = value.kind === 'User' || value.kind === 'Group';
            if (isPerson && !value.apiGroup) value.apiGroup = group;
          },
        },
      },
    ),
  ),
  objectValidator((value, { path }) => validateSubject(value, path)),
);

const roleRef = withValidator(
  atomic(struct({ apiGroup: defaulting(text, group), kind: text, name: text })),
  objectValidator((value, context) => validateRoleRef(value, context)),
);

const role = builtIn({
  group,
  version: 'v1',
  kind: 'Role',
  schema: kindSchema({ rules: listOf(policyRule) }, { rules: named }),
  columns: [createdAt()],
});

const clusterRole = builtIn({
  group,
  version: 'v1',
  kind: 'ClusterRole',
  scope: 'Cluster',
  schema: kindSchema(
    {
      rules: listOf(policyRule),
      aggregationRule: struct({ clusterRoleSelectors: listOf(labelSelector) }),
    },
    { rules: named },
  ),
  columns: [createdAt()],
});

const bindingSchema = kindSchema(
  { subjects: listOf(subject), roleRef },
  { required: ['roleRef'], rules: named },
);
const bindingColumns: PrinterColumn[] = [
  {
    name: 'Role',
    type: 'string',
    value: object => {
      const reference = asJson(object).roleRef;
      return `${stringAt(reference, 'kind')}/${stringAt(reference, 'name')}`;
    },
  },
  age,
  subjectsColumn('Users', 'User'),
  subjectsColumn('Groups', 'Group'),
  subjectsColumn('ServiceAccounts', 'ServiceAccount'),
];

const roleBinding = builtIn({
  group,
  version: 'v1',
  kind: 'RoleBinding',
  schema: bindingSchema,
  columns: bindingColumns,
});

const clusterRoleBinding = builtIn({
  group,
  version: 'v1',
  kind: 'ClusterRoleBinding',
  scope: 'Cluster',
  schema: bindingSchema,
  columns: bindingColumns,
});

/** The kinds of RBAC. */
export const rbacKinds: ResourceType[] = [
  role,
  roleBinding,
  clusterRole,
  clusterRoleBinding,
];

function createdAt(): PrinterColumn {
  return {
    name: 'Created At',
    type: 'string',
    jsonPath: '.metadata.creationTimestamp',
  };
}

function subjectsColumn(name: string, kind: string): PrinterColumn {
  return {
    name,
    type: 'string',
    priority: 1,
    value: object =>
      listAt(asJson(object), 'subjects')
        .filter(item => stringAt(item, 'kind') === kind)
        .map(item => {
          const namespace = stringAt(item, 'namespace');
          const subjectName = stringAt(item, 'name') ?? '';
          return namespace ? `${namespace}/${subjectName}` : subjectName;
        })
        .join(', '),
  };
}

function validateRule(value: JsonObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (listAt(value, 'verbs').length === 0) {
    errors.push(
      required(`${path}.verbs`, 'verbs must contain at least one value'),
    );
  }
  if (listAt(value, 'nonResourceURLs').length > 0) return errors;
  if (listAt(value, 'apiGroups').length === 0) {
    errors.push(
      required(
        `${path}.apiGroups`,
        'resource rules must supply at least one api group',
      ),
    );
  }
  if (listAt(value, 'resources').length === 0) {
    errors.push(
      required(
        `${path}.resources`,
        'resource rules must supply at least one resource',
      ),
    );
  }
  return errors;
}

function validateSubject(value: JsonObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!stringAt(value, 'name')) errors.push(required(`${path}.name`));
  const kind = stringAt(value, 'kind') ?? '';
  const apiGroup = stringAt(value, 'apiGroup') ?? '';
  switch (kind) {
    case 'ServiceAccount':
      if (apiGroup !== '') {
        errors.push(notSupported(`${path}.apiGroup`, apiGroup, ['']));
      }
      break;
    case 'User':
    case 'Group':
      if (apiGroup !== group) {
        errors.push(notSupported(`${path}.apiGroup`, apiGroup, [group]));
      }
      break;
    default:
      errors.push(
        notSupported(`${path}.kind`, kind, ['ServiceAccount', 'User', 'Group']),
      );
  }
  return errors;
}

function validateRoleRef(
  value: JsonObject,
  { path, old, root }: ValidationContext,
): FieldError[] {
  if (isObject(old) && !jsonEquals(value, old)) {
    // The message of Kubernetes has the internal struct here.
    const internalStruct = {
      APIGroup: value.apiGroup ?? '',
      Kind: value.kind ?? '',
      Name: value.name ?? '',
    };
    return [invalid(path, internalStruct, 'cannot change roleRef')];
  }
  const kinds =
    root.kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const kind = stringAt(value, 'kind') ?? '';
  const errors: FieldError[] = [];
  if (value.apiGroup !== group) {
    errors.push(
      notSupported(`${path}.apiGroup`, value.apiGroup ?? '', [group]),
    );
  }
  if (!kinds.includes(kind)) {
    errors.push(notSupported(`${path}.kind`, kind, kinds));
  }
  if (!stringAt(value, 'name')) errors.push(required(`${path}.name`));
  return errors;
}
