// Looks at the product in both extension hosts of a real VS Code: what people see is made as pictures, to be looked at.
// A scene waits for what it is to show, so one that is missing fails. Build first; the pictures lie in
// .test-output/looks/HOST/REPOSITORY-SCENE.png.
//
//   node scripts/looks.mjs [node|web] [--only REPOSITORY,REPOSITORY] [--size 1280x860] [--setting KEY=JSON]
//     --locale de    texts of the extension in that language
//     --name NAME    pictures of another look go to .test-output/looks/HOST-NAME
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openVsCode } from '../test/host/browser.mjs';
import { main, temporaryFolder } from '../test/host/ending.mjs';
import { oddFiles, scenes } from '../test/host/looks/scenes.mjs';
import * as workbench from '../test/host/workbench.mjs';

const root = resolve(import.meta.dirname, '..');
const folders = {
  guide: join(root, 'examples/pangeo-guide'),
  workspace: join(root, 'test/host/looks/workspace'),
  scripted: join(root, 'test/host/looks/scripted'),
  odd: oddFiles,
};

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      size: { type: 'string', default: '1280x860' },
      locale: { type: 'string' },
      name: { type: 'string' },
      setting: { type: 'string', multiple: true, default: [] },
    },
  });
  const only = values.only?.split(',');
  const [width = 1280, height = 860] = values.size.split('x').map(Number);
  const settings = Object.fromEntries(
    values.setting.map((text) => {
      const at = text.indexOf('=');
      return [text.slice(0, at), JSON.parse(text.slice(at + 1))];
    }),
  );
  const hosts = positionals.length > 0 ? positionals : ['node', 'web'];
  let failures = 0;
  for (const host of hosts) {
    for (const [name, folder] of Object.entries(folders)) {
      if (only && !only.includes(name)) continue;
      failures += await look(/** @type {'node' | 'web'} */ (host), name, folder, {
        size: { width, height },
        settings,
        ...(values.locale ? { locale: values.locale } : {}),
        place: values.name ? `${host}-${values.name}` : host,
      });
    }
  }
  return failures === 0 ? 0 : 1;
});

/**
 * @param {'node' | 'web'} host
 * @param {string} name
 * @param {string | Record<string, string>} folder one to copy, or its files
 * @param {{ size: { width: number, height: number }, settings: Record<string, unknown>, locale?: string, place: string }} how
 * @returns {Promise<number>} how many scenes failed
 */
async function look(host, name, folder, { place, ...how }) {
  const copy = join(temporaryFolder('looks'), name);
  if (typeof folder === 'string') cpSync(folder, copy, { recursive: true });
  else
    for (const [path, text] of Object.entries(folder)) {
      mkdirSync(join(copy, path, '..'), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
  const { page, close } = await openVsCode({ host, folder: copy, extension: root, ...how });
  await workbench.workbenchReady(page);
  let failures = 0;
  for (const [scene, play] of Object.entries(scenes[name] ?? {})) {
    let what = 'picture';
    try {
      await play(page);
    } catch (error) {
      failures += 1;
      what = `FAILED (${error instanceof Error ? error.message.split('\n')[0] : error})`;
    }
    const path = join(root, '.test-output/looks', place, `${name}-${scene}.png`);
    mkdirSync(join(path, '..'), { recursive: true });
    await page.screenshot({ path });
    console.log(`${what}: ${relative(process.cwd(), path)}`);
  }
  for (const text of await workbench.notifications(page)) {
    failures += 1;
    console.log(`a notification is shown: ${text}`);
  }
  await close();
  return failures;
}
