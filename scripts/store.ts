// `npm run store`: makes everything under store-assets that is not written by hand (the icon's drawing and the listings are): the
// texts that the stores' forms take, the icons, the screenshots and the tiles, and the README's pictures of the popup.
// `npm run store -- texts` makes a part: texts, pictures, icons or popup.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { root, run } from './steps/command.ts';
import { drawStore } from './steps/draw-store.ts';
import { storeTexts } from './steps/store-files.ts';

async function save(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content);
  console.log(path);
}

async function script(name: string): Promise<void> {
  const { code } = await run('node', [`scripts/${name}`], { live: true, minutes: 10 });
  if (code !== 0) throw new Error(`scripts/${name} failed`);
}

const parts: Readonly<Record<string, () => Promise<void>>> = {
  texts: async () => {
    for (const [path, text] of Object.entries(storeTexts())) await save(join(root, path), text);
  },
  icons: () => script('icons.ts'),
  pictures: () => drawStore(save),
  popup: () => script('screenshots.ts'),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`no part is called ${unknown.join(', ')}: there are ${Object.keys(parts).join(', ')}`);
for (const [name, make] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await make();
