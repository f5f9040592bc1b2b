/**
 * A signal that is aborted when the process is asked to end (SIGINT, SIGTERM).
 * Who asks twice does not want to wait: the second time ends the process at once.
 */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (stopping.signal.aborted) {
      process.exit(130);
    }
    stopping.abort(new Error(`the process was asked to end (${name})`));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return stopping.signal;
}
