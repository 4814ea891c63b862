export type { Platform, UriFileSystem } from './platform.ts';
export { createServer } from './server.ts';
