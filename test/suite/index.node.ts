// The suite's entry in a Node extension host: the desktop, and the server behind a browser.
import Mocha from 'mocha';
import { print, settle } from './report.ts';
import { foldersOpened } from './workspace.ts';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 20_000, color: false, failZero: true });
  const grep = process.env['TEST_GREP'];
  if (grep) mocha.fgrep(grep);
  Mocha.reporters.Base.consoleLog = print;
  // Defines `suite` and `test`, which the test files call while they load.
  mocha.suite.emit('pre-require', globalThis, null, mocha);
  // The test files ask while they load how many folders there are.
  await foldersOpened();
  await import('./all.ts');
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => settle(failures, resolve, reject));
  });
}
