import type {
  OrganizationDescription,
  ProjectList,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The project of the sample component. */
export const sampleProjects: ProjectList = {
  projects: [
    {
      organization: 'default',
      name: 'shop',
      pipeline: 'default',
      environments: [
        {
          name: 'development',
          isProduction: false,
          needsApproval: false,
          promotesTo: ['staging'],
        },
        {
          name: 'staging',
          isProduction: false,
          needsApproval: false,
          promotesTo: ['production'],
        },
        {
          name: 'production',
          isProduction: true,
          needsApproval: true,
          promotesTo: [],
        },
      ],
      componentCount: 1,
    },
  ],
};

/** The organization of the sample component. */
export const sampleOrganization: OrganizationDescription = {
  name: 'default',
  environments: [
    { name: 'development', isProduction: false },
    { name: 'preview', displayName: 'Preview', isProduction: false },
    { name: 'production', isProduction: true },
  ],
  configurationGroups: [
    {
      name: 'mail',
      keys: [
        {
          key: 'host',
          isSecret: false,
          environments: ['development', 'production'],
        },
        { key: 'password', isSecret: true, environments: ['production'] },
      ],
    },
  ],
};
