import type { AuditEntryList } from '@promenade/backstage-plugin-openchoreo-common';
import { ago } from './builders';

const greeter = {
  organization: 'default',
  project: 'shop',
  component: 'greeter',
  door: 'rest',
};

/** The audit log of an organization, newest first. */
export const sampleAuditEntries: AuditEntryList = {
  entries: [
    {
      ...greeter,
      id: '3',
      startedAt: ago(5),
      completedAt: ago(5),
      operation: 'deploy-component',
      environment: 'development',
      requestedBy: 'user:default/sam.lee',
      result: 'Succeeded',
      details: {
        environment: 'development',
        image: 'registry.example.com/greeter:1.4.0',
      },
    },
    {
      ...greeter,
      id: '2',
      startedAt: ago(40),
      completedAt: ago(40),
      operation: 'delete-component',
      requestedBy: 'user:default/kim.park',
      result: 'Denied',
      message: 'The permission openchoreo.component.delete is missing',
      details: {},
    },
    {
      ...greeter,
      id: '1',
      startedAt: ago(90),
      operation: 'promote-component',
      environment: 'staging',
      requestedBy: 'user:default/sam.lee',
      door: 'scaffolder',
      result: 'Succeeded',
      details: {
        from: 'development',
        to: 'staging',
        promotion: 'greeter-p6',
      },
    },
  ],
};
