export { Changed } from './Changed';
export { CopyButton } from './CopyButton';
export { imageLabel } from './imageLabel';
