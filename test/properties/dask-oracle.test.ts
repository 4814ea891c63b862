import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  canonicalName,
  collectVariables,
  configurationSeen,
  createEra,
  describeBytes,
  interpretValue,
  LOG_LEVELS,
  mergeConfigurations,
  mergeRules,
  parseBytes,
  parseDuration,
  parseMemoryLimit,
  parseTemplate,
  parseWorkerCommand,
  renameTables,
  updateConfiguration,
  wordRules,
} from '../../server/src/dask/index.ts';
import {
  asNumber,
  encode,
  encodeConfig,
  map,
  normal,
  type Outcome,
  plain,
  pythonParts,
  sameAsConfig,
  table,
  withoutTuples,
} from './dask-oracle-encoding.ts';
import * as questions from './dask-oracle-questions.ts';

// What Dask itself does with some thousand values, compared with what this program says of them. It needs a
// Python with dask, and distributed for a part; `DASK_ORACLE_PYTHON` names one. Without any the test is skipped.

interface Answers {
  readonly dask: string;
  readonly distributed: boolean;
  readonly bytes: readonly Outcome[];
  readonly formatted: readonly string[];
  readonly durations: readonly Outcome[];
  readonly values: readonly Outcome[];
  readonly canonical: readonly string[];
  readonly environments: readonly Outcome[];
  readonly merges: readonly Outcome[];
  readonly updates: readonly Outcome[];
  readonly templates: readonly Outcome[];
  readonly daskTable: Readonly<Record<string, string>>;
  readonly distributedTable: Readonly<Record<string, string>>;
  readonly seen: readonly Outcome[];
  readonly commands: readonly Readonly<Record<string, unknown>>[];
  readonly limits: readonly Outcome[];
  readonly levels: Readonly<Record<string, number>>;
}

const answers = ask(questions);

if (answers === undefined) {
  console.log('dask-oracle: skipped, no Python with dask was found (DASK_ORACLE_PYTHON names one)');
}

describe('Dask itself', { skip: answers === undefined ? 'no Python with dask was found' : false }, () => {
  if (answers === undefined) return;
  const era = createEra([], { dask: answers.dask, distributed: answers.dask });
  const withDistributed = { skip: answers.distributed ? false : 'distributed is not installed' };

  it('parses bytes alike', () => {
    each(questions.bytes, answers.bytes, (value) => {
      const parsed = parseBytes(plain(value));
      return parsed.ok ? { ok: ['int', String(BigInt(parsed.bytes))] } : undefined;
    });
  });

  it('formats bytes alike', () => {
    assert.deepEqual(
      questions.formatted.filter((n) => n >= 922).map((n) => describeBytes(n).replace(/.*, /, '')),
      answers.formatted.filter((_, i) => (questions.formatted[i] ?? 0) >= 922),
    );
  });

  it('parses durations alike', () => {
    each(
      questions.durations,
      answers.durations,
      ([value, unit]) => {
        const bareUnit = unit === false ? 'required' : unit === 'ms' ? 'ms' : 's';
        const parsed = parseDuration(plain(value), { bareUnit });
        return parsed.ok ? { ok: asNumber(parsed.seconds) } : undefined;
      },
      (answer) => ('ok' in answer ? { ok: asNumber(Number(answer.ok[1])) } : undefined),
    );
  });

  it('interprets the text of variables alike', () => {
    const rules = wordRules(era);
    each(questions.values, answers.values, (value) => {
      const interpreted = interpretValue(value, rules);
      return interpreted.kind === 'value' ? { ok: encode(interpreted.value) } : undefined;
    });
  });

  it('finds the other spelling of a key alike', () => {
    assert.deepEqual(
      questions.canonical.map(([key, config]) => canonicalName(key, map(config))),
      answers.canonical,
    );
  });

  it('collects variables alike', () => {
    each(
      questions.environments,
      answers.environments,
      (environment) => {
        const collected = collectVariables(new Map(environment), era);
        return collected.ok ? { ok: encodeConfig(collected.config) } : undefined;
      },
      sameAsConfig,
    );
  });

  it('merges configurations alike', () => {
    each(
      questions.merges,
      answers.merges,
      (configs) => {
        const merged = mergeConfigurations(configs.map(map), mergeRules(era));
        return merged.ok ? { ok: encodeConfig(merged.config) } : undefined;
      },
      sameAsConfig,
    );
  });

  it('updates with defaults and with values alike', () => {
    each(
      questions.updates,
      answers.updates,
      ([old, changes, priority]) => {
        const updated = updateConfiguration(map(old), map(changes), priority, mergeRules(era));
        return updated.ok ? { ok: encodeConfig(updated.config) } : undefined;
      },
      sameAsConfig,
    );
  });

  it('reads template strings alike', () => {
    each(
      questions.templates,
      answers.templates,
      (value) => {
        const template = parseTemplate(value);
        return template.error === undefined ? { ok: encodeConfig(pythonParts(value)) } : undefined;
      },
      (answer) => ('ok' in answer ? { ok: withoutTuples(answer.ok) } : undefined),
    );
  });

  it('has the table of dask', () => {
    assert.deepEqual(table(renameTables(era).dask), normal(answers.daskTable));
  });

  it('has the table of distributed', withDistributed, () => {
    assert.deepEqual(table(renameTables(era).distributed), normal(answers.distributedTable));
  });

  it('sees files, variables and old names alike', withDistributed, () => {
    each(
      questions.seen,
      answers.seen,
      ([given, variables]) => {
        const collected = collectVariables(new Map(variables), era);
        const result = collected.ok ? configurationSeen(given.map(map), collected.config, era) : collected;
        return result.ok ? { ok: encodeConfig(result.config) } : undefined;
      },
      sameAsConfig,
    );
  });

  it('takes or refuses the arguments of a worker alike', withDistributed, () => {
    each(
      questions.commands,
      answers.commands,
      (command) => {
        const items = ['dask-worker', ...command].map((word, index) => ({ text: word, index }));
        const strays = parseWorkerCommand(items, era)?.strays;
        return strays?.kind;
      },
      (answer) => {
        // Options without value and values that click refuses are judged before anything that is left over.
        if (typeof answer['stopped'] === 'string') {
          return /option|argument/.test(answer['stopped']) && !/requires|Invalid/.test(answer['stopped'])
            ? 'usage-error'
            : SKIP;
        }
        return typeof answer['scheduler'] === 'string' && answer['scheduler'].startsWith('-')
          ? 'taken-for-scheduler'
          : 'none';
      },
    );
  });

  it('reads memory limits alike', withDistributed, () => {
    each(questions.limits, answers.limits, (value) => {
      const limit = parseMemoryLimit(plain(value));
      switch (limit.kind) {
        case 'auto':
          return { ok: ['int', String(2n ** 62n)] };
        case 'none':
          return { ok: ['none'] };
        case 'fraction':
          return { ok: ['int', String(BigInt(limit.fraction * 2 ** 62))] };
        case 'bytes':
          return { ok: ['int', String(BigInt(limit.bytes))] };
        case 'refused':
          return undefined;
      }
    });
  });

  it('knows the log levels', withDistributed, () => {
    const known = Object.fromEntries(
      Object.entries(answers.levels).filter(([name]) => Object.hasOwn(LOG_LEVELS, name)),
    );
    assert.deepEqual(known, LOG_LEVELS);
  });
});

const SKIP = Symbol('not compared');

/** Compares each answer with ours; an exception of Python is a refusal of ours, undefined. */
function each<T, A>(
  asked: readonly T[],
  answered: readonly A[],
  ours: (value: T) => unknown,
  theirs: (answer: A) => unknown = (answer) =>
    typeof answer === 'object' && answer !== null && 'ok' in answer ? { ok: answer.ok } : undefined,
): void {
  assert.equal(answered.length, asked.length);
  const differences: unknown[] = [];
  for (const [i, value] of asked.entries()) {
    const answer = answered[i];
    const expected = answer === undefined ? undefined : theirs(answer);
    if (expected === SKIP) continue;
    const actual = ours(value);
    try {
      assert.deepEqual(actual, expected);
    } catch {
      differences.push({ asked: value, dask: answer, ours: actual });
    }
  }
  assert.deepEqual(differences.slice(0, 8), [], `${differences.length} of ${asked.length} differ`);
}

function ask(questions: unknown): Answers | undefined {
  const script = readFileSync(
    join(process.env.PROJECT_ROOT ?? '.', 'test/properties/dask-oracle.py'),
    'utf8',
  );
  const named = process.env['DASK_ORACLE_PYTHON'];
  for (const python of named === undefined ? ['python3', '/usr/bin/python3', 'python'] : [named]) {
    const run = spawnSync(python, ['-c', script], {
      input: JSON.stringify(questions),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (run.status === 0) return JSON.parse(run.stdout) as Answers;
    if (!/ModuleNotFoundError: No module named 'dask'/.test(run.stderr ?? '') && run.error === undefined) {
      throw new Error(`${python}: ${run.stderr}`);
    }
  }
  return undefined;
}
