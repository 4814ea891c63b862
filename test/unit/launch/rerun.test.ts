import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MemoryFileSystem, type Repository, RepositoryLoader } from '../../../server/src/binder/index.ts';
import { Budget } from '../../../server/src/launch/budget.ts';
import { hubLaunch, knownText, LAUNCHES, type Launch, Lineages } from '../../../server/src/launch/index.ts';
import { Simulation } from '../../../server/src/launch/simulation.ts';
import { startState } from '../../../server/src/launch/start-state.ts';
import { HUB_WORLD } from '../../../server/src/launch/world.ts';
import { SourceText } from '../../../server/src/text/index.ts';

/** An editor with one start script. */
class Editor {
  #version = 1;
  text = '';
  readonly loader = new RepositoryLoader({
    fileSystem: new MemoryFileSystem({ t: 'IMAGE\n' }),
    overlay: {
      get: (path) => (path === 'binder/start' ? { text: this.text, version: this.#version } : undefined),
      paths: () => ['binder/start'],
    },
  });

  /** What the launch is after an edit. */
  async launch(text: string) {
    this.text = text;
    this.#version++;
    const { result } = await this.loader.load({}, (repository: Repository) => {
      repository.models.kept(LAUNCHES, () => new Lineages(50));
      return hubLaunch(repository);
    });
    return result;
  }
}

const exported = ({ exported }: Launch, name: string): string | undefined => {
  const value = exported.get(name)?.value;
  return value === undefined ? undefined : knownText(value);
};

const line = (i: number) => `export A${i}="\${HOME}/${i}"\nif [ -z "$A${i}" ]; then\n  echo no\nfi\n`;
const script = (count: number) =>
  `#!/bin/bash\n${Array.from({ length: count }, (_, i) => line(i)).join('')}exec "$@"\n`;

describe('a script that is edited', () => {
  test('is run again around the edit only', async () => {
    const editor = new Editor();
    const text = script(200);
    const first = await editor.launch(text);
    const second = await editor.launch(text.replace('A100=', 'A100=x'));
    const ran = second.steps.filter((step) => !first.steps.includes(step)).length;
    assert.equal(second.steps.length, first.steps.length);
    assert.ok(ran > 0 && ran < first.steps.length / 10, `${ran} of ${first.steps.length} steps are new`);
    assert.equal(exported(second, 'A100'), 'x/home/jovyan/100');
    assert.equal(exported(second, 'A199'), '/home/jovyan/199');
    assert.equal(second.reachesExec, 'yes');
  });

  test('a variable that is asked for later is asked for again', async () => {
    const editor = new Editor();
    const text = `#!/bin/bash\nB=1\n${script(60).slice('#!/bin/bash\n'.length).replace('exec', 'export C=$B\nexec')}`;
    await editor.launch(text);
    assert.equal(exported(await editor.launch(text.replace('B=1', 'B=2')), 'C'), '2');
  });

  test('a script that reads itself is run anew', async () => {
    const editor = new Editor();
    const text = script(60).replace('exec', 'export N=$(wc -c < binder/start)\nexec');
    await editor.launch(text);
    const longer = text.replace('echo no', 'echo none');
    assert.equal(exported(await editor.launch(longer), 'N'), String(longer.length));
  });
});

test('everything that a simulation holds is known to those who go on from another one', () => {
  const budget = new Budget();
  const repository = {} as Repository;
  const frame = {
    source: new SourceText('start', ''),
    name: 'start',
    dialect: 'bash',
    broughtBy: undefined,
  } as const;
  const simulation = new Simulation(repository, HUB_WORLD, frame, [], budget);
  // Numbers, texts and flags are taken over by themselves; a field of another kind has to be looked after in
  // `Simulation.isAtTop`, `Simulation.progress` and `Rerun`.
  const others = Object.entries(simulation)
    .filter(([, value]) => typeof value === 'object')
    .map(([name]) => name);
  assert.deepEqual(
    others.sort(),
    [
      ...[
        'budget',
        'frame',
        'held',
        'logs',
        'mixed',
        'notes',
        'prefixes',
        'repository',
        'scopes',
        'serverCommand',
        'servers',
      ],
      ...['steps', 'undo', 'unit', 'uses', 'usedBefore', 'world'],
    ].sort(),
  );
  // A field of a state that is no shared map is compared as it is; see `State.apart` for the copies.
  const state = startState(repository, budget, new Map(), '/home/jovyan', 'bash');
  const copy = state.clone();
  assert.deepEqual(Object.keys(copy).sort(), Object.keys(state).sort());
});
