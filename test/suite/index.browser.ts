// The suite's entry in a web worker extension host.
import 'mocha/mocha.js';
import { print, settle } from './report.ts';
import { foldersOpened } from './workspace.ts';

declare const testGrep: string | undefined;

export async function run(): Promise<void> {
  mocha.setup({ ui: 'tdd', reporter: 'spec', timeout: 20_000, color: false, failZero: true });
  if (typeof testGrep === 'string') mocha.fgrep(testGrep);
  Mocha.reporters.Base.consoleLog = print;
  // The test files ask while they load how many folders there are.
  await foldersOpened();
  await import('./all.ts');
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => settle(failures, resolve, reject));
  });
}
