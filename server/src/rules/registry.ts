import { badBytes } from './dask/bad-bytes.ts';
import { badDuration } from './dask/bad-duration.ts';
import { badLogLevel } from './dask/bad-log-level.ts';
import { daskBadValue } from './dask/bad-value.ts';
import { bareNumberDuration } from './dask/bare-number-duration.ts';
import { dollarNotExpanded } from './dask/dollar-not-expanded.ts';
import { keyNotRead } from './dask/key-not-read.ts';
import { keyNotText } from './dask/key-not-text.ts';
import { labextensionClass } from './dask/labextension-class.ts';
import { legacyKey } from './dask/legacy-key.ts';
import { linkField } from './dask/link-field.ts';
import { linkPath } from './dask/link-path.ts';
import { loggingIgnored } from './dask/logging-ignored.ts';
import { memoryThresholds } from './dask/memory-thresholds.ts';
import { misplacedKey } from './dask/misplaced-key.ts';
import { nameInvalid } from './dask/name-invalid.ts';
import { nameNoUuid } from './dask/name-no-uuid.ts';
import { podManifestAsConfig } from './dask/pod-manifest-as-config.ts';
import { sectionIsScalar } from './dask/section-is-scalar.ts';
import { unknownKey } from './dask/unknown-key.ts';
import { workerTemplateNotRead } from './dask/worker-template-not-read.ts';
import { badName } from './pod/bad-name.ts';
import { badQuantity } from './pod/bad-quantity.ts';
import { podBadValue } from './pod/bad-value.ts';
import { deprecatedField } from './pod/deprecated-field.ts';
import { firstContainer } from './pod/first-container.ts';
import { fixedImage } from './pod/fixed-image.ts';
import { requestsOverLimits } from './pod/requests-over-limits.ts';
import { requiredMissing } from './pod/required-missing.ts';
import { reservedMetadata } from './pod/reserved-metadata.ts';
import { restartPolicy } from './pod/restart-policy.ts';
import { unknownField } from './pod/unknown-field.ts';
import { valueNotString } from './pod/value-not-string.ts';
import { variableNotExpanded } from './pod/variable-not-expanded.ts';
import { volumeMissing } from './pod/volume-missing.ts';
import { backendNotInstalled } from './repo/backend-not-installed.ts';
import { badIgnore } from './repo/bad-ignore.ts';
import { badgeElsewhere } from './repo/badge-elsewhere.ts';
import { badgeHubGone } from './repo/badge-hub-gone.ts';
import { bothBinderDirs } from './repo/both-binder-dirs.ts';
import { configNotCopied } from './repo/config-not-copied.ts';
import { daskDirNotRead } from './repo/dask-dir-not-read.ts';
import { literalSecret } from './repo/literal-secret.ts';
import { misnamedFile } from './repo/misnamed-file.ts';
import { noEnvironment } from './repo/no-environment.ts';
import { settingsInvalid } from './repo/settings-invalid.ts';
import { startIgnored } from './repo/start-ignored.ts';
import { startIgnoredByDockerfile } from './repo/start-ignored-by-dockerfile.ts';
import { tooLarge } from './repo/too-large.ts';
import { unusedIgnore } from './repo/unused-ignore.ts';
import type { Rule } from './rule.ts';
import { badScript } from './sed/bad-script.ts';
import { firstOnly } from './sed/first-only.ts';
import { inPlaceSuffix } from './sed/in-place-suffix.ts';
import { losesText } from './sed/loses-text.ts';
import { notInPlace } from './sed/not-in-place.ts';
import { partialWord } from './sed/partial-word.ts';
import { singleQuotes } from './sed/single-quotes.ts';
import { targetMissing } from './sed/target-missing.ts';
import { tokenMissing } from './sed/token-missing.ts';
import { unquotedScript } from './sed/unquoted-script.ts';
import { unsafeValue } from './sed/unsafe-value.ts';
import { valueUnset } from './sed/value-unset.ts';
import { badAssignment } from './start/bad-assignment.ts';
import { bashInSh } from './start/bash-in-sh.ts';
import { blockingCommand } from './start/blocking-command.ts';
import { commandFails } from './start/command-fails.ts';
import { commandTypo } from './start/command-typo.ts';
import { crlf } from './start/crlf.ts';
import { envLegacy } from './start/env-legacy.ts';
import { envNotExported } from './start/env-not-exported.ts';
import { envNotRead } from './start/env-not-read.ts';
import { envUnknown } from './start/env-unknown.ts';
import { execArgs } from './start/exec-args.ts';
import { execChild } from './start/exec-child.ts';
import { execConditional } from './start/exec-conditional.ts';
import { execFixedCommand } from './start/exec-fixed-command.ts';
import { execMissing } from './start/exec-missing.ts';
import { execNotLast } from './start/exec-not-last.ts';
import { execNotReached } from './start/exec-not-reached.ts';
import { fileMissing } from './start/file-missing.ts';
import { heavyWork } from './start/heavy-work.ts';
import { literalBrace } from './start/literal-brace.ts';
import { pathLost } from './start/path-lost.ts';
import { shebangInterpreter } from './start/shebang-interpreter.ts';
import { shebangMissing } from './start/shebang-missing.ts';
import { startSyntax } from './start/syntax.ts';
import { testInverted } from './start/test-inverted.ts';
import { truncatesInput } from './start/truncates-input.ts';
import { unsetVariable } from './start/unset-variable.ts';
import { xtrace } from './start/xtrace.ts';
import { envsubstNames } from './template/envsubst.ts';
import { imageSource } from './template/image-source.ts';
import { mixedStyles } from './template/mixed-styles.ts';
import { neverFilled } from './template/never-filled.ts';
import { pathMissing } from './template/path-missing.ts';
import { pathWrongKind } from './template/path-wrong-kind.ts';
import { resultInvalid } from './template/result-invalid.ts';
import { argsNotList } from './worker/args-not-list.ts';
import { flagValue } from './worker/flag-value.ts';
import { flagsConflict } from './worker/flags-conflict.ts';
import { memoryLimitBareNumber } from './worker/memory-limit-bare-number.ts';
import { memoryLimitOverPod } from './worker/memory-limit-over-pod.ts';
import { memoryLimitUnderPod } from './worker/memory-limit-under-pod.ts';
import { noDeathTimeout } from './worker/no-death-timeout.ts';
import { nthreadsOverCpu } from './worker/nthreads-over-cpu.ts';
import { removedFlag } from './worker/removed-flag.ts';
import { schedulerAddress } from './worker/scheduler-address.ts';
import { unknownFlag } from './worker/unknown-flag.ts';
import { braceMapping } from './yaml/brace-mapping.ts';
import { duplicateKey } from './yaml/duplicate-key.ts';
import { indentedUnderScalar } from './yaml/indented-under-scalar.ts';
import { multipleDocuments } from './yaml/multiple-documents.ts';
import { notAMapping } from './yaml/not-a-mapping.ts';
import { smartQuote } from './yaml/smart-quote.ts';
import { yamlSyntax } from './yaml/syntax.ts';

/** Every rule, core ones first within their family. The one list: what is not in it does not exist. */
export const RULES: readonly Rule[] = [
  yamlSyntax,
  indentedUnderScalar,
  notAMapping,
  multipleDocuments,
  duplicateKey,
  smartQuote,
  braceMapping,
  keyNotText,
  unknownKey,
  sectionIsScalar,
  daskBadValue,
  legacyKey,
  keyNotRead,
  workerTemplateNotRead,
  misplacedKey,
  badDuration,
  bareNumberDuration,
  badBytes,
  memoryThresholds,
  badLogLevel,
  loggingIgnored,
  linkField,
  linkPath,
  dollarNotExpanded,
  nameNoUuid,
  nameInvalid,
  labextensionClass,
  podManifestAsConfig,
  requiredMissing,
  unknownField,
  podBadValue,
  badQuantity,
  valueNotString,
  requestsOverLimits,
  restartPolicy,
  badName,
  volumeMissing,
  reservedMetadata,
  deprecatedField,
  firstContainer,
  variableNotExpanded,
  fixedImage,
  argsNotList,
  removedFlag,
  unknownFlag,
  flagValue,
  flagsConflict,
  memoryLimitBareNumber,
  memoryLimitOverPod,
  memoryLimitUnderPod,
  nthreadsOverCpu,
  noDeathTimeout,
  schedulerAddress,
  execMissing,
  execNotReached,
  execConditional,
  execNotLast,
  execArgs,
  execFixedCommand,
  execChild,
  heavyWork,
  blockingCommand,
  envNotRead,
  shebangMissing,
  shebangInterpreter,
  bashInSh,
  crlf,
  startSyntax,
  envLegacy,
  envUnknown,
  envNotExported,
  badAssignment,
  pathLost,
  xtrace,
  unsetVariable,
  literalBrace,
  fileMissing,
  testInverted,
  commandTypo,
  commandFails,
  truncatesInput,
  targetMissing,
  tokenMissing,
  unsafeValue,
  singleQuotes,
  notInPlace,
  valueUnset,
  unquotedScript,
  badScript,
  inPlaceSuffix,
  losesText,
  partialWord,
  firstOnly,
  neverFilled,
  imageSource,
  pathWrongKind,
  pathMissing,
  envsubstNames,
  mixedStyles,
  resultInvalid,
  daskDirNotRead,
  tooLarge,
  bothBinderDirs,
  startIgnored,
  startIgnoredByDockerfile,
  misnamedFile,
  configNotCopied,
  noEnvironment,
  backendNotInstalled,
  literalSecret,
  badgeHubGone,
  badgeElsewhere,
  settingsInvalid,
  badIgnore,
  unusedIgnore,
];
