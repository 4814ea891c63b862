export { type Change, type RunOptions, type RunResult, runSed, type SedRun } from './apply.ts';
export {
  parseSedArguments,
  type SedArgument,
  type SedArguments,
  type SedOption,
  type SedScript,
  type SedUsage,
} from './command-line.ts';
export { type NamedText, type SedEffect, type SedFile, type SedWorld, sedEffect } from './effect.ts';
export { type ExplainOptions, type Explanation, explainSed } from './explain.ts';
export { HOLE_END, HOLE_START, hasHole, holeAt, holeCharacter } from './holes.ts';
export type {
  Address,
  BlockCommand,
  FileCommand,
  JumpCommand,
  LabelCommand,
  ListCommand,
  QuitCommand,
  ReplacementPart,
  ScriptPiece,
  SedCommand,
  SedDoubt,
  SedError,
  SedParse,
  SedProgram,
  SimpleCommand,
  SubstituteCommand,
  TextCommand,
  TransliterateCommand,
} from './model.ts';
export { literalPattern, occurrences } from './occurrences.ts';
export type { SedOptionName } from './options.ts';
export { backupName, LONGEST_SCRIPT, planSed, runOptions, type SedPlan } from './plan.ts';
export type { SedRegex } from './regex-model.ts';
export {
  escapeForReplacement,
  freeDelimiter,
  type ValueDanger,
  valueDangers,
  withDelimiter,
} from './safe.ts';
export { parseSedPieces, parseSedScript } from './script.ts';
export { Work } from './work.ts';
export { runsCommands, writtenFiles } from './written-files.ts';
