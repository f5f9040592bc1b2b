import { useState } from 'react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { responseError, SampleApi, sampleBoards } from '../__testUtils__';
import { openChoreoApiRef } from '../api';
import { useLiveRead } from './useLiveRead';

/** A backend that lets nobody see one project. */
class SecretiveApi extends SampleApi {
  protected async overview(read: string, input: object): Promise<object> {
    const { project } = reads.getProject.input.parse(input);
    if (project === 'secret') throw await responseError(403, 'Access denied');
    return super.overview(read, input);
  }
}

function ProjectView() {
  const [project, setProject] = useState('shop');
  const { value, error } = useLiveRead(reads.getProject, {
    organization: 'default',
    project,
  });
  return (
    <>
      <button type="button" onClick={() => setProject('secret')}>
        Open secret
      </button>
      <p>{value ? 'A project is shown' : 'No project is shown'}</p>
      <p>{error ? 'An error is shown' : 'No error is shown'}</p>
    </>
  );
}

describe('useLiveRead', () => {
  it('does not show the answer to another input with an error', async () => {
    const api = new SecretiveApi(sampleBoards.ready);
    renderInTestApp(<ProjectView />, { apis: [[openChoreoApiRef, api]] });
    expect(await screen.findByText('A project is shown')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Open secret' }));
    expect(await screen.findByText('An error is shown')).toBeVisible();
    expect(screen.getByText('No project is shown')).toBeVisible();
  });
});
