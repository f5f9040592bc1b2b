export { Changed } from './Changed';
export { CopyButton } from './CopyButton';
export { Refusal } from './Refusal';
export { imageLabel } from './imageLabel';
