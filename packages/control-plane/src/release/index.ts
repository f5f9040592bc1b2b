export {
  createReleaseController,
  type ReleaseControllerOptions,
} from './release-controller';
