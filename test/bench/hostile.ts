// Prints as JSON how long the simulation of the guide's script and of hostile scripts takes, in CPU time of this process.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  MemoryFileSystem,
  type Models,
  Repository,
  RepositoryLoader,
} from '../../server/src/binder/index.ts';
import { hubLaunch, type Launch } from '../../server/src/launch/index.ts';
import { lint } from '../../server/src/lint/index.ts';
import { HOSTILE } from '../support/hostile-scripts.ts';

const [guideFolder = '', only] = process.argv.slice(2);

/** CPU time of a call in milliseconds, that of the garbage collector included. */
function timed(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** A fixed piece of work of the kind that a simulation does: maps that are filled and copied, objects and texts. */
function floor(): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 40; round++) {
    const took = timed(() => {
      let map = new Map<string, { text: string; pieces: readonly number[] }>();
      for (let i = 0; i < 10_000; i++) {
        map.set(`name ${i % 200}`, { text: `${i}`, pieces: [i] });
        if (i % 50 === 0) map = new Map(map);
      }
    });
    best = Math.min(best, took);
  }
  return best;
}

async function visit(
  files: Readonly<Record<string, string>>,
  look: (repository: Repository) => void,
): Promise<void> {
  const loader = new RepositoryLoader({ fileSystem: new MemoryFileSystem(files) });
  // The first looks ask for files; the last one has them all.
  const { repository } = await loader.load({}, (one) => one.derive(hubLaunch));
  look(repository);
}

function filesBelow(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

/** The simulation anew, of a script that has been read: nothing is kept of an earlier run. */
function simulate({ snapshot, models, options }: Repository): Launch {
  const forgetful: Models = {
    yaml: (source) => models.yaml(source),
    script: (source) => models.script(source),
    made: (path, text) => models.made(path, text),
    kept: (_, make) => make(),
  };
  return hubLaunch(new Repository(snapshot, forgetful, options));
}

const hostile: Record<string, { cold: number; warm: number; lint: number; units: number }> = {};
for (const [name, script] of Object.entries(HOSTILE)) {
  if (only !== undefined && !name.includes(only)) continue;
  const { lines, files = {} } = script();
  await visit({ ...files, 'binder/start': `#!/bin/bash\n${lines}\nexec "$@"\n` }, (repository) => {
    let launch: Launch | undefined;
    const times = Array.from({ length: 3 }, () =>
      timed(() => {
        launch = simulate(repository);
      }),
    );
    const linted = timed(() => lint(repository, { severities: {} }));
    const [cold = 0] = times;
    hostile[name] = { cold, warm: Math.min(...times), lint: linted, units: launch?.work ?? 0 };
  });
}
const guide: number[] = [];
await visit(filesBelow(guideFolder), (repository) => {
  for (let i = 0; i < 300; i++) guide.push(timed(() => simulate(repository)));
});
guide.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ floor: floor(), guide: guide[Math.floor(guide.length / 2)], hostile }));
