import { jsonFromConfig } from '../dask/index.ts';
import {
  type ConfigSource,
  configurationText,
  effectiveConfiguration,
  sourceText,
} from '../effective/index.ts';
import type { PreviewOptions } from './arguments.ts';
import type { CommandEnvironment } from './environment.ts';
import { launched } from './launched.ts';

/** Prints the configuration that Dask will see at a launch. Gives the exit status. */
export async function config(options: PreviewOptions, environment: CommandEnvironment): Promise<number> {
  const { repository, launch } = await launched(options, environment, effectiveConfiguration);
  const configuration = effectiveConfiguration(repository, launch);
  if (options.format === 'text') {
    environment.stdout(configurationText(repository, launch, configuration).text);
    return 0;
  }
  const { layers, values, shadowed, failures, notes } = configuration;
  const answer = {
    version: 1,
    profile: launch.profile?.name ?? null,
    failures: failures.map(({ message, place }) => ({
      message,
      path: place?.path ?? null,
      line: place?.line ?? null,
    })),
    layers: layers.map(({ name, state, note, path }) => ({
      name,
      state,
      note: note ?? null,
      path: path ?? null,
    })),
    values: values.map(({ path, leaf, ignored }) => ({
      path,
      value: jsonFromConfig(leaf.value),
      source: sourceJson(leaf.source.source),
      uncertain: leaf.source.doubt ?? null,
      ignored: ignored ?? null,
    })),
    shadowed: shadowed.map(({ leaf, by, why }) => ({
      path: leaf.source.path,
      value: jsonFromConfig(leaf.value),
      source: sourceJson(leaf.source.source),
      by: by === undefined ? null : sourceJson(by),
      why,
    })),
    notes,
  };
  environment.stdout(`${JSON.stringify(answer, null, 1)}\n`);
  return 0;
}

function sourceJson(source: ConfigSource): unknown {
  const place = source.kind === 'default' ? undefined : source.place;
  return {
    kind: source.kind,
    text: sourceText(source),
    path: place?.path ?? null,
    line: place?.line ?? null,
  };
}
