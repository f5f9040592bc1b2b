import {
  GitCommitRequest,
  gitCommitRequestKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aService,
  ofComponent,
  withWorkloadName,
} from '../../test/__testUtils__';
import { requestCommit } from './request-commit';

const target = { repoURL: 'https://github.com/acme/environments' };
const owner = { projectName: 'shop', componentName: 'greeter' };
const requester = aService(
  'greeter',
  ofComponent('greeter'),
  withWorkloadName('greeter'),
);

describe('requestCommit', () => {
  let cluster: InMemoryCluster;
  let seconds = 0;

  beforeEach(() => {
    cluster = new InMemoryCluster(requester);
  });

  /** Requests that a file has a content. */
  const request = async (content: string, path = 'greeter.yaml') => {
    const { metadata } = await requestCommit(
      target,
      {
        requester,
        owner,
        name: 'greeter',
        subject: 'Deploy greeter',
        files: [{ path, content }],
        base: undefined,
      },
      cluster,
      cluster,
    );
    return metadata.name;
  };
  const requests = () => cluster.list(gitCommitRequestKind);
  const contents = () =>
    requests()
      .map(({ spec }) => spec.files[0].content)
      .sort();
  /** Ends the request for a content. Each is a second older than the next one. */
  const end = (content: string, phase: string) => {
    seconds += 1;
    const creationTimestamp = new Date(seconds * 1000).toISOString();
    const ended = requests().filter(
      ({ spec, status }) =>
        spec.files[0].content === content && status === undefined,
    );
    for (const { metadata, ...each } of ended) {
      const next: GitCommitRequest = {
        ...each,
        metadata: { ...metadata, creationTimestamp },
        status: { phase },
      };
      cluster.apply(next);
    }
  };

  it('requests the same change once', async () => {
    expect(await request('a')).toBe(await request('a'));
    end('a', 'Succeeded');
    await request('a');
    expect(requests()).toMatchObject([{ status: { phase: 'Succeeded' } }]);
  });

  it('replaces a request for the same file that is not performed yet', async () => {
    await request('a');
    await request('other', 'other.yaml');
    await request('b');
    expect(contents()).toEqual(['b', 'other']);
  });

  it('requests a change again that another one has replaced', async () => {
    await request('a');
    end('a', 'Succeeded');
    await request('b');
    end('b', 'Succeeded');
    await request('a');
    expect(contents()).toEqual(['a', 'b']);
    const pending = requests().filter(({ status }) => status === undefined);
    expect(pending).toMatchObject([{ spec: { files: [{ content: 'a' }] } }]);
  });

  it('keeps the last five of a file, failed ones as well', async () => {
    for (let index = 0; index < 8; index += 1) {
      await request(`${index}`);
      end(`${index}`, index % 2 ? 'Succeeded' : 'Failed');
    }
    await request('8');
    expect(contents()).toEqual(['4', '5', '6', '7', '8']);
  });
});
