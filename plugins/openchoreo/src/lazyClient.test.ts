import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { lazyClient } from './lazyClient';

describe('lazyClient', () => {
  it('sends requests with the client', async () => {
    const fetch = jest.fn(async () => Response.json({ projects: [] }));
    const client = lazyClient({
      discoveryApi: { getBaseUrl: async () => 'http://backend/api/openchoreo' },
      fetchApi: { fetch },
    });
    await expect(client.request(reads.listProjects, {})).resolves.toEqual({
      projects: [],
    });
    expect(fetch).toHaveBeenCalledWith(
      expect.stringContaining('http://backend/api/openchoreo'),
      expect.anything(),
    );
  });
});
