export { type AddedIgnore, ignoreFile, ignoreLine, removeCode } from './change.ts';
export { ignoresOf, readIgnores } from './file-ignores.ts';
export { ABOUT_IGNORES, type FileIgnores, type Ignore, type IgnoredCode } from './model.ts';
