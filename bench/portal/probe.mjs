// Loaded into a backend before its own code: tells its parent process how much memory and CPU time it uses.
const probes = {
  heapMB() {
    // Twice, because finalizers of the first collection free more.
    globalThis.gc();
    globalThis.gc();
    return process.memoryUsage().heapUsed / 1e6;
  },
  cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

process.on('message', name => {
  const probe = probes[name];
  if (probe) process.send({ probe: name, value: probe() });
});
// The channel alone keeps no backend running.
process.channel?.unref();
