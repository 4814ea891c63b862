export { configDirectoryOf } from './config-directory.ts';
export { isWorkerPod, runsWorker } from './content-role.ts';
export { type DaskSetting, daskSettings, sectionOf } from './dask-settings.ts';
export { daskVariables, type ExportedVariable, exportedVariables } from './exported-variables.ts';
export {
  below,
  type DirectoryEntry,
  type EntryType,
  type FileSystem,
  MemoryFileSystem,
} from './file-system.ts';
export { FOREIGN_FOLDERS } from './foreign-folders.ts';
export { type GitState, gitState, parseGitConfig } from './git.ts';
export { matchesGlob, matchesGlobOrBelow } from './glob.ts';
export {
  GONE_HUBS,
  type HostedRepository,
  hostedRepository,
  type LaunchLink,
  launchAddress,
  launchLinks,
  USUAL_HUB,
} from './launch-link.ts';
export { decode } from './loaded-text.ts';
export { type LoaderOptions, type Overlay, RepositoryLoader } from './loader.ts';
export { folderOf, join, nameOf, normalize } from './path.ts';
export { environmentFile, pinsOf } from './pins.ts';
export { type PodTemplate, podTemplates } from './pod-templates.ts';
export * from './profiles.ts';
export {
  type LaunchSettings,
  type LoadedText,
  ModelCache,
  type Models,
  Repository,
  type RepositoryFile,
  type RepositoryOptions,
  type Snapshot,
} from './repository.ts';
export { pathInRepository } from './repository-path.ts';
export {
  CONFIG_DIRECTORIES,
  DASK_FOLDERS,
  ENVIRONMENT_FILES,
  type Role,
  rolesOfPlace,
  SETTINGS_FILE,
} from './role.ts';
export {
  type RepositorySettings,
  type RuleSeverity,
  readSettingsFile,
  type SettingsProblem,
} from './settings-file.ts';
export { RULE_SEVERITIES, SETTINGS_KEYS, type SettingsKey, settingsKey } from './settings-keys.ts';
export { type WorkerContainer, workerCommands } from './worker-commands.ts';
