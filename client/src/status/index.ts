import { commands, type Disposable, type ExtensionContext } from 'vscode';
import type { LanguageServer } from '../language-server.ts';
import { chooseProfile, type ProfileChoice } from './choose-profile.ts';
import { StatusItems } from './items.ts';

/** What the file in front is for, which launch is shown, and the command that chooses another. */
export function registerStatus(server: LanguageServer, context: ExtensionContext): Disposable[] {
  return [
    new StatusItems(server),
    commands.registerCommand('pangeoBinder.chooseProfile', (file: unknown) =>
      chooseProfile(server, profilesOf(context.extension.packageJSON), file),
    ),
  ];
}

/** The choices of the setting, which the editor has translated. */
function profilesOf(manifest: {
  contributes: {
    configuration: {
      properties: {
        'pangeoBinder.launch.profile': {
          enum: readonly string[];
          enumItemLabels: readonly string[];
          markdownEnumDescriptions: readonly string[];
        };
      };
    };
  };
}): ProfileChoice[] {
  const setting = manifest.contributes.configuration.properties['pangeoBinder.launch.profile'];
  return setting.enum.map((name, i) => ({
    name,
    label: setting.enumItemLabels[i] ?? name,
    description: (setting.markdownEnumDescriptions[i] ?? '').replaceAll('`', ''),
  }));
}
