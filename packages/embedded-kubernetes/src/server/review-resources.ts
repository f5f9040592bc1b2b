/** A resource whose objects are not stored: a client creates a review and gets its status in the response. */
export interface ReviewResource {
  group: string;
  version: string;
  plural: string;
  singular: string;
  kind: string;
  /** Computes the `status` of a review. */
  review(spec: unknown): object;
}

const authorization = { group: 'authorization.k8s.io', version: 'v1' };
const authentication = { group: 'authentication.k8s.io', version: 'v1' };

/** The only user: the owner of the token. */
const user = {
  username: 'promenade',
  groups: ['system:masters', 'system:authenticated'],
};

const allowed = () => ({
  allowed: true,
  reason: 'the token of this server may do everything',
});

/** Access and identity reviews. The only user may do everything. */
export const reviewResources: ReviewResource[] = [
  {
    ...authorization,
    plural: 'selfsubjectaccessreviews',
    singular: 'selfsubjectaccessreview',
    kind: 'SelfSubjectAccessReview',
    review: allowed,
  },
  {
    ...authorization,
    plural: 'subjectaccessreviews',
    singular: 'subjectaccessreview',
    kind: 'SubjectAccessReview',
    review: allowed,
  },
  {
    ...authorization,
    plural: 'selfsubjectrulesreviews',
    singular: 'selfsubjectrulesreview',
    kind: 'SelfSubjectRulesReview',
    review: () => ({
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
    review: () => ({ userInfo: user }),
  },
];
