/** The organization whose environments, planes and pipelines all organizations of a control plane may use, by its name in Kubernetes. */
export const sharedOrganization = 'default';
