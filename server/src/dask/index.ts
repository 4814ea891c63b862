export { describeBytes, type MemoryLimit, type ParsedBytes, parseBytes, parseMemoryLimit } from './bytes.ts';
export { CHANGES, type Change } from './changes.ts';
export {
  type ConfigLeaf,
  type ConfigMap,
  type ConfigTree,
  type ConfigValue,
  configFromPlain,
  configFromPython,
  isConfigMap,
  isTree,
  jsonFromConfig,
  type PythonOnly,
  plainFromConfig,
  plainLeaf,
  type Sourced,
  withoutSources,
  withSource,
} from './config-value.ts';
export {
  type CollectedVariables,
  collectSourcedVariables,
  collectVariables,
  configurationSeen,
} from './configuration.ts';
export { type Constraint, type Dialect, parseConstraint } from './constraint.ts';
export {
  type DurationOptions,
  type DurationRefusal,
  describeDuration,
  type ParsedDuration,
  parseDuration,
} from './duration.ts';
export {
  CURRENT_WORDS,
  type Interpretation,
  interpretValue,
  type WordRules,
  wordRules,
} from './environment.ts';
export {
  CURRENT_ERA,
  createEra,
  type Era,
  type EraSteps,
  type EraVerdict,
  severityByEra,
} from './era.ts';
export type { Presence } from './era-solve.ts';
export type { EraReason, Target } from './era-words.ts';
export type { BareUnit, KeyEntry, KeyInfo, ValueType } from './key-info.ts';
export {
  isRead,
  type KeyStatus,
  type NotReadReason,
  type Origin,
  type Successor,
  statusOfKey,
  statusOfVariable,
  type VariableStatus,
} from './key-status.ts';
export {
  createKeyTable,
  isKnownSection,
  isSameSegment,
  KEYS,
  type KeyLookup,
  type KeyTable,
  normalSegment,
  otherSpelling,
  type TopSection,
} from './keys.ts';
export { LEGACY_NAMES, type LegacyName, legacyNameAt, type Mechanism } from './legacy-names.ts';
export { LOG_LEVELS, LOGGER_NAMES, logLevel, nearLogLevel, PRESET_LEVELS } from './levels.ts';
export {
  assignValue,
  CURRENT_MERGE,
  canonicalName,
  configValue,
  type Merged,
  type MergeRules,
  mergeConfigurations,
  mergeRules,
  updateConfiguration,
} from './merge.ts';
export { CURRENT, ERA_PACKAGES, type EraPackage, eraPackage } from './packages.ts';
export type { EraOptions, Pin } from './pin.ts';
export { type Literal, type PythonValue, readLiteral } from './python-literal.ts';
export { pythonFloatText } from './python-number.ts';
export { type Rename, type RenameTables, renameKeys, renameTables } from './renames.ts';
export {
  parseTemplate,
  type Template,
  type TemplateError,
  type TemplateField,
  type TemplateNames,
  type TemplatePart,
  templateNames,
} from './template-string.ts';
export { keyNameOfVariable, keyPathOfVariable, SPECIAL_VARIABLES, variableOfKey } from './variables.ts';
export { compareVersions, parseVersion, type Version, version } from './version.ts';
export type { VersionSet } from './version-set.ts';
export {
  parseWorkerCommand,
  type WorkerCommand,
} from './worker-command.ts';
export {
  isAccepted,
  type OptionType,
  optionsFor,
  WORKER_OPTIONS,
  type WorkerOption,
  workerOption,
} from './worker-options.ts';
export type { CommandItem, OptionUse, WorkerProblem } from './worker-problem.ts';
export type { StrayOutcome } from './worker-strays.ts';
export type { ValueRefusal } from './worker-values.ts';
