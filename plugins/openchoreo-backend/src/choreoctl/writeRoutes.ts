import { applyManifest } from './applyManifest';
import { build, promote, setState } from './changeComponent';
import type { ChoreoctlRoute } from './ChoreoctlRoute';
import { createComponent, createWorkload } from './createComponent';
import {
  createDataPlane,
  createEnvironment,
  createProject,
} from './createResources';
import { deleteManifest } from './deleteManifest';
import { componentPath, organizationPath, projectPath } from './paths';

/** The routes that change something, by verbs. */
export const writeRoutes: readonly ChoreoctlRoute[] = [
  {
    method: 'post',
    path: '/api/v1/apply',
    about: 'RESOURCE',
    answer: applyManifest,
  },
  {
    method: 'delete',
    path: '/api/v1/delete',
    about: 'RESOURCE',
    answer: deleteManifest,
  },
  {
    method: 'post',
    path: `${organizationPath}/projects`,
    status: 201,
    about: 'ORGANIZATION',
    answer: createProject,
  },
  {
    method: 'post',
    path: `${organizationPath}/environments`,
    status: 201,
    about: 'ORGANIZATION',
    answer: createEnvironment,
  },
  {
    method: 'post',
    path: `${organizationPath}/dataplanes`,
    status: 201,
    about: 'ORGANIZATION',
    answer: createDataPlane,
  },
  {
    method: 'post',
    path: `${projectPath}/components`,
    status: 201,
    about: 'PROJECT',
    answer: createComponent,
  },
  {
    method: 'patch',
    path: `${componentPath}/bindings/:bindingName`,
    about: 'BINDING',
    answer: setState,
  },
  {
    method: 'post',
    path: `${componentPath}/promote`,
    about: 'COMPONENT',
    answer: promote,
  },
  {
    method: 'post',
    path: `${componentPath}/builds`,
    status: 201,
    about: 'COMPONENT',
    answer: build,
  },
  {
    method: 'post',
    path: `${componentPath}/workloads`,
    status: 201,
    about: 'COMPONENT',
    answer: createWorkload,
  },
];
