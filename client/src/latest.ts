/**
 * Makes a task that is asked for often run one at a time: asked while it runs, it runs once more afterwards, so that
 * the last run always began after the last call. A call resolves with the end of the last run, or rejects with it.
 */
export function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async () => {
    try {
      do {
        again = false;
        await task();
      } while (again);
    } finally {
      running = undefined;
    }
  };
  return () => {
    if (running) again = true;
    else running = run();
    return running;
  };
}
