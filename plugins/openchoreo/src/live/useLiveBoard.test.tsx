import { act, screen } from '@testing-library/react';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { SampleApi, sampleBoards } from '../__testUtils__';
import { DeployTab } from '../board/DeployTab';

function setVisibility(state: DocumentVisibilityState) {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    value: state,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('useLiveBoard', () => {
  afterEach(() => {
    Reflect.deleteProperty(document, 'visibilityState');
  });

  it('opens no stream in a page that is opened in the background until it is visible', async () => {
    setVisibility('hidden');
    const api = new SampleApi(sampleBoards.ready);
    const followReads = jest.spyOn(api, 'followReads');
    renderOnEntity(<DeployTab />, { board: sampleBoards.ready, api });
    await screen.findByText('Loading the environments of this component');
    expect(followReads).not.toHaveBeenCalled();
    act(() => setVisibility('visible'));
    expect(await screen.findByText('Live')).toBeVisible();
    expect(followReads).toHaveBeenCalledTimes(1);
  });
});
