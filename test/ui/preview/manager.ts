import type { Pages } from './pages.ts';

/** What a person does on the page with all downloads, and finds there. */
export function managerOf(p: Pages) {
  const row = (name: string) => `aria/${name}[role="gridcell"]`;
  const press = async (selector: string) => (await p.page.waitForSelector(selector))?.click();
  return {
    row,
    press,
    open: async (scene: string) => {
      await p.page.setViewport({ width: 1280, height: 800 });
      await p.open(`manager/index.html?scene=${scene}`);
      await p.page.waitForSelector('[role=grid][aria-rowcount]:not([aria-rowcount="-1"])');
    },
    click: (name: string) => press(row(name)),
    /** Names from top to bottom, as far as they are drawn. */
    names: () =>
      p.page.$$eval('.grid-body [role=row]', (rows) =>
        rows
          .toSorted((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
          .map((one) => one.querySelector('.name .text')?.textContent ?? ''),
      ),
    chosen: () =>
      p.page.$$eval('[role=row][aria-selected=true] .name .text', (all) =>
        all.map((one) => one.textContent).toSorted(),
      ),
    /** The row that the grid says has the focus. */
    current: () =>
      p.page.$eval('[role=grid]', (grid) => {
        const at = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
        return at?.querySelector('.name .text')?.textContent ?? null;
      }),
    focusGrid: async () => (await p.page.waitForSelector('[role=grid]'))?.focus(),
    isOff: (name: string) =>
      p.page.$eval(`aria/${name}[role="button"]`, (button) => (button as HTMLButtonElement).disabled),
    rowCount: () => p.page.$eval('[role=grid]', (grid) => grid.getAttribute('aria-rowcount')),
    /** What happens outside of the page: `preview-erase`; `preview-end` with a number. */
    happens: (event: string, detail = 0) =>
      p.page.evaluate(
        (name, number) => void document.dispatchEvent(new CustomEvent(name, { detail: number })),
        event,
        detail,
      ),
  };
}
