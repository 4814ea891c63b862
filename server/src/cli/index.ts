export type { CommandEnvironment } from './environment.ts';
export { run } from './run.ts';
