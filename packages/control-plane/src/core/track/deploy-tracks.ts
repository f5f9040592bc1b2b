import {
  DeploymentTrack,
  ProjectComponentOwner,
  Workload,
  trackName,
} from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import {
  ComponentRelease,
  Deployer,
  deployToFirstEnvironment,
} from '../first-environment/deploy-to-first-environment';
import { isDeployedTrack, listTrackWorkloads, listTracks } from './tracks';

/** The component whose tracks are deployed. */
export interface TrackedComponent {
  readonly deployer: Deployer;
  readonly owner: ProjectComponentOwner;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether something else deploys the track. */
  isDeployedElsewhere(track: string): boolean;
  /** The release of the track; undefined if it cannot be released now. */
  releaseOf(
    track: DeploymentTrack,
    workload: Workload,
  ): Omit<ComponentRelease, 'deploymentTrack'> | undefined;
}

/**
 * Deploys the Workload of each DeploymentTrack of a component to the first environment, beside the default track. What a track cannot
 * be deployed for is an event of the track: the status of the component is about its default track.
 *
 * @returns the first write that the API server rejected, to be retried
 */
export async function deployTracks(
  { deployer, owner, now, isDeployedElsewhere, releaseOf }: TrackedComponent,
  read: Read,
  write: Write,
): Promise<Error | undefined> {
  const { namespace = '' } = deployer.metadata;
  let error: Error | undefined;
  for (const track of listTracks(read, namespace, owner)) {
    const name = trackName(track);
    const [workload] = listTrackWorkloads(read, namespace, owner, name);
    const release =
      workload && isDeployedTrack(track, now) && !isDeployedElsewhere(name)
        ? releaseOf(track, workload)
        : undefined;
    if (release) {
      const outcome = await deployToFirstEnvironment(
        deployer,
        { ...release, deploymentTrack: name },
        read,
        write,
      );
      if (outcome.ready.status === 'False') {
        const { reason, message } = outcome.ready;
        write.event(track, 'Warning', reason, message);
      }
      error ??= outcome.error;
    }
  }
  return error;
}
