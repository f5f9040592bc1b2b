import { aDataPlane, withSpec } from '../../test/__testUtils__';
import { apiServerUrl } from './find-data-plane';

const urlOf = (apiServerURL: string) =>
  apiServerUrl(
    aDataPlane(
      'west',
      withSpec({
        kubernetesCluster: { name: 'west', credentials: { apiServerURL } },
      }),
    ),
  );

describe('apiServerUrl', () => {
  it('leaves out credentials', () => {
    expect(urlOf('https://user:pass@west.test:6443/a')).toBe(
      'https://west.test:6443/a',
    );
  });

  it('keeps any other URL as it is written', () => {
    expect(urlOf('https://west.test:6443')).toBe('https://west.test:6443');
    expect(urlOf('not a URL')).toBe('not a URL');
  });

  it('is empty for the cluster of the control plane', () => {
    expect(apiServerUrl(aDataPlane('west'))).toBe('');
  });
});
