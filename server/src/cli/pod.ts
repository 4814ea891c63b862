import { jsonFromConfig } from '../dask/index.ts';
import { effectiveConfiguration, podSourceText, podText, workerPod } from '../effective/index.ts';
import type { PreviewOptions } from './arguments.ts';
import type { CommandEnvironment } from './environment.ts';
import { launched } from './launched.ts';

/** Prints the worker pod that dask-kubernetes will ask for. Gives the exit status. */
export async function pod(options: PreviewOptions, environment: CommandEnvironment): Promise<number> {
  const { repository, launch } = await launched(options, environment, (current, now) =>
    workerPod(current, now, effectiveConfiguration(current, now)),
  );
  const worker = workerPod(repository, launch, effectiveConfiguration(repository, launch));
  const { text, lines } = podText(repository, launch, worker);
  if (options.format === 'text') {
    environment.stdout(text);
    return 0;
  }
  const answer = {
    version: 1,
    profile: launch.profile?.name ?? null,
    made: worker.made,
    failures: worker.failures,
    notes: worker.notes,
    values: lines.map(({ path, node }) => ({
      path,
      value: node.kind === 'scalar' ? jsonFromConfig(node.value) : null,
      source: podSourceText(node.source),
    })),
    dropped: worker.dropped.map(({ path, node, why }) => ({ path, source: podSourceText(node.source), why })),
  };
  environment.stdout(`${JSON.stringify(answer, null, 1)}\n`);
  return 0;
}
