import { createService } from './server.js';

const service = createService().listen(Number(process.env.PORT ?? ${{ values.port }}));
// Kubernetes sends SIGTERM before it removes the pod.
process.once('SIGTERM', () => service.close());
