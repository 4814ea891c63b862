export { type CommandEnvironment, WriteError } from './environment.ts';
export { run } from './run.ts';
