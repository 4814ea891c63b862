import { commands, type Disposable, l10n } from 'vscode';
import type { LanguageServer } from '../language-server.ts';
import { type Answer, type Page, Pages } from './pages.ts';

/** The text of an answer, whatever the answer calls it. */
const text = (answer: Answer): string => ('markdown' in answer ? answer.markdown : answer.text);

const pages: Readonly<Record<string, Page>> = {
  'effective-configuration': {
    method: 'pangeoBinder/effectiveConfiguration',
    name: () => `${l10n.t('What Dask Will See')}.yaml`,
    text,
    aside: (sentence) => `# ${sentence}`,
  },
  'worker-pod': {
    method: 'pangeoBinder/workerPod',
    name: () => `${l10n.t('Worker Pod')}.yaml`,
    text,
    aside: (sentence) => `# ${sentence}`,
  },
  'launch-report': {
    method: 'pangeoBinder/launchReport',
    name: () => `${l10n.t('Launch Report')}.md`,
    text,
    aside: (sentence) => `> ${sentence}`,
  },
};

/** What Dask will see, the worker pod, the launch report: a command and a page each. */
export function registerPages(server: LanguageServer): Disposable[] {
  const shown = new Pages(server, pages);
  return [
    shown,
    commands.registerCommand('pangeoBinder.showEffectiveConfiguration', (file: unknown) =>
      shown.show('effective-configuration', file),
    ),
    commands.registerCommand('pangeoBinder.showWorkerPod', (file: unknown) => shown.show('worker-pod', file)),
    commands.registerCommand('pangeoBinder.showLaunchReport', (file: unknown) =>
      shown.show('launch-report', file),
    ),
    server.onRepositoryChanged((root) => shown.refresh(root)),
    server.onRestarted(() => shown.refresh()),
  ];
}
