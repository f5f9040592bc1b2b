/** The paths of what routes are about. */
export const organizationPath = '/api/v1/orgs/:orgName';
export const projectPath = `${organizationPath}/projects/:projectName`;
export const componentPath = `${projectPath}/components/:componentName`;
