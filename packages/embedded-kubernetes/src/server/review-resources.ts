/** A resource that keeps nothing: one posts a question and gets it back with the answer. */
export interface VirtualResource {
  group: string;
  version: string;
  plural: string;
  singular: string;
  kind: string;
  /** The `status` of the answer. `spec` is the question's. */
  answer(spec: unknown): object;
}

const authorization = { group: 'authorization.k8s.io', version: 'v1' };
const authentication = { group: 'authentication.k8s.io', version: 'v1' };

/** The one user there is: whoever has the token. */
const user = {
  username: 'promenade',
  groups: ['system:masters', 'system:authenticated'],
};

const allowed = () => ({
  allowed: true,
  reason: 'the token of this server may do everything',
});

/** Reviews of access and of identity. Whoever gets as far as asking may do everything. */
export const virtualResources: VirtualResource[] = [
  {
    ...authorization,
    plural: 'selfsubjectaccessreviews',
    singular: 'selfsubjectaccessreview',
    kind: 'SelfSubjectAccessReview',
    answer: allowed,
  },
  {
    ...authorization,
    plural: 'subjectaccessreviews',
    singular: 'subjectaccessreview',
    kind: 'SubjectAccessReview',
    answer: allowed,
  },
  {
    ...authorization,
    plural: 'selfsubjectrulesreviews',
    singular: 'selfsubjectrulesreview',
    kind: 'SelfSubjectRulesReview',
    answer: () => ({
      resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      incomplete: false,
    }),
  },
  {
    ...authentication,
    plural: 'selfsubjectreviews',
    singular: 'selfsubjectreview',
    kind: 'SelfSubjectReview',
    answer: () => ({ userInfo: user }),
  },
];
