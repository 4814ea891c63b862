import { FILES, GRAMMAR, MORE } from './launch-grammar.ts';

export { FILES } from './launch-grammar.ts';

// Random start scripts, with their surroundings, for the comparison with bash itself.

export interface RandomCase {
  readonly script: string;
  readonly files: Readonly<Record<string, string>>;
  readonly symlinks?: Readonly<Record<string, string>>;
  readonly dirs?: readonly string[];
  readonly modes?: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly launcher: 'exec' | 'popen' | 'bash';
  /** Whether nothing is in it that a simulation need not know. */
  readonly must: boolean;
}

/** Deeper symbols become the first, plain choice, so that every script ends. */
const MAX_DEPTH = 9;
const PLAIN: Readonly<Record<string, string>> = {
  simple: 'true',
  compound: 'true',
  line: 'true',
  lines: 'true',
  real: 'true',
  sed: 'true',
  test: 'true',
  command: 'true',
  shsimple: 'true',
  shcompound: 'true',
  shline: 'true',
  shlines: 'true',
  shtest: 'true',
  shcommand: 'true',
};

const ENVIRONMENTS: readonly Readonly<Record<string, string>>[] = [
  { IMG: 'gcr.io/pangeo/base:2019' },
  { IMG: 'gcr.io/pangeo/base:2019', A: 'a b' },
  { IMG: 'reg/lab@sha256:0a1', A: 'a', B: 'b' },
  { A: '', B: 'x/y', D: 'd', F: 'o' },
  { IMG: 'plain', A: 'a*', B: '1', F: 'my file' },
  { IMG: 'a|b&c', A: '-n', n: '3' },
];
const ARGUMENTS: readonly (readonly string[])[] = [[], ['x', 'a b', ''], ['--port=8888', '*'], ['lab']];

/** The first line of a script, and what follows. */
const BEGINNINGS: readonly (readonly [first: string, symbol: string])[] = [
  ...Array.from({ length: 14 }, () => ['#!/bin/bash', 'script'] as const),
  ['#!/usr/bin/env bash', 'script'],
  ['#!/bin/bash -eu', 'script'],
  ...Array.from({ length: 4 }, () => ['#!/bin/sh', 'shscript'] as const),
];

/** A random start script with its surroundings, the same for each seed. */
export function randomCase(seed: number): RandomCase {
  const below = dice(seed);
  let must = true;
  const write = (symbol: string, depth: number): string => {
    const choices = GRAMMAR[symbol] ?? [];
    const choice = depth > MAX_DEPTH ? (PLAIN[symbol] ?? '') : (choices[below(choices.length)] ?? '');
    if (MORE.has(choice)) must = false;
    return choice.replace(/<([a-z]+)>/g, (_, name: string) =>
      name in GRAMMAR ? write(name, depth + 1) : `<${name}>`,
    );
  };
  const [first, symbol] = BEGINNINGS[below(BEGINNINGS.length)] ?? ['#!/bin/bash', 'script'];
  const script = `${first}\n${write(symbol, 0)}\n`;
  return {
    script,
    files: FILES,
    ...(below(4) === 0 ? { symlinks: { ln1: ['t', 'd', 'nowhere', 'd/x'][below(4)] ?? 't' } } : {}),
    ...(below(5) === 0 ? { dirs: ['n'] } : {}),
    ...(below(3) === 0 ? { modes: { 's.sh': '0755' } } : {}),
    env: ENVIRONMENTS[below(ENVIRONMENTS.length)] ?? {},
    args: ARGUMENTS[below(ARGUMENTS.length)] ?? [],
    launcher: below(30) === 0 ? 'popen' : below(4) === 0 && symbol === 'script' ? 'bash' : 'exec',
    must,
  };
}

/** Only the script of a random case. */
export function randomScript(seed: number): string {
  return randomCase(seed).script;
}

/** Gives whole numbers below a bound, the same for each seed. */
function dice(seed: number): (bound: number) => number {
  let state = (Math.imul(seed, 2654435761) + 1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (bound) => Math.floor(next() * bound);
}
