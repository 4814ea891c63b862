import { type Disposable, LanguageStatusSeverity, l10n, languages } from 'vscode';
import type { PlaceFilter } from './selector.ts';

/** Says that the language server is not running: beside the language of the open file, never as a notification. */
export class Trouble implements Disposable {
  #item: Disposable | undefined;

  get shown(): boolean {
    return this.#item !== undefined;
  }

  show(selector: readonly PlaceFilter[]): void {
    if (this.#item) return;
    const item = languages.createLanguageStatusItem('pangeo-binder-trouble', selector);
    item.name = 'Pangeo Binder';
    item.severity = LanguageStatusSeverity.Error;
    item.text = l10n.t('Pangeo Binder: the language server is not running');
    item.detail = l10n.t('Nothing is checked until it is restarted.');
    item.command = { command: 'pangeoBinder.showLog', title: l10n.t('Show Log') };
    this.#item = item;
  }

  clear(): void {
    this.#item?.dispose();
    this.#item = undefined;
  }

  dispose(): void {
    this.clear();
  }
}
