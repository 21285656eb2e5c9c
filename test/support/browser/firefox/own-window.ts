import type { Page } from 'puppeteer';
import { until } from '../../until.ts';
import type { OwnWindow } from '../launched-browser.ts';
import type { Bidi } from './bidi.ts';

/** The browser's own window, which it draws without a screen, too. */
export class FirefoxWindow implements OwnWindow {
  readonly #bidi: Bidi;

  constructor(bidi: Bidi) {
    this.#bidi = bidi;
  }

  async chooseInMenu(page: Page, selector: string, label: string): Promise<void> {
    await page.bringToFront();
    await page.click(selector, { button: 'right' });
    const chosen = await until(
      () =>
        this.#bidi.inBrowser((wanted) => {
          const menu = document.getElementById('contentAreaContextMenu') as Menu | null;
          if (menu?.state !== 'open') return null;
          const all = [...menu.querySelectorAll<MenuItem>('menuitem')].filter((one) => !one.hidden);
          const item = all.find((one) => one.getAttribute('label') === wanted);
          if (item) menu.activateItem(item);
          else menu.hidePopup();
          return { names: all.map((one) => one.getAttribute('label')), found: item !== undefined };
        }, label),
      { what: 'the context menu is open' },
    );
    if (!chosen.found) throw new Error(`the menu has no “${label}”, but ${chosen.names.join(', ')}`);
  }

  /** What the question says while it is shown; null: it asks nothing. */
  #question(): Promise<string | null> {
    return this.#bidi.inBrowser(() => {
      const shown = document.querySelector<Question>('#addon-webext-permissions-notification');
      return shown && PopupNotifications.isPanelOpen ? shown.textContent : null;
    }, null);
  }

  async answer(answer: 'Allow' | 'Deny'): Promise<string> {
    const said = await until(() => this.#question(), { what: 'the browser asks' });
    await this.#bidi.inBrowser((wanted) => {
      const { button, secondaryButton } = document.querySelector<Question>('#addon-webext-permissions-notification')!;
      (wanted === 'Allow' ? button : secondaryButton).click();
    }, answer);
    await until(async () => (await this.#question()) === null, { what: 'the question is gone' });
    return said;
  }

  async openLink(): Promise<void> {
    // It takes no answer in its first half second.
    const opened = (): Promise<boolean> =>
      this.#bidi.inBrowser(() => {
        const frames = [...document.querySelectorAll<HTMLIFrameElement>('browser.dialogFrame')];
        const documents = frames.map(({ contentDocument }) => contentDocument);
        const asking = documents.find((one) => one?.documentURI.endsWith('/handling/permissionDialog.xhtml'));
        const button = asking?.querySelector<Dialog>('dialog')?.getButton('accept');
        if (!button || button.disabled) return false;
        button.click();
        return true;
      }, null);
    await until(opened, { what: 'the browser asks whether the link may be opened' });
  }
}

/* The browser's own, in its own window. */

interface Dialog extends HTMLElement {
  getButton(name: 'accept'): HTMLElement & { disabled: boolean };
}

interface MenuItem extends HTMLElement {
  readonly hidden: boolean;
}

interface Menu extends HTMLElement {
  readonly state: string;
  activateItem(item: HTMLElement): void;
  hidePopup(): void;
}

interface Question extends HTMLElement {
  readonly button: HTMLElement;
  readonly secondaryButton: HTMLElement;
}

declare const PopupNotifications: { readonly isPanelOpen: boolean };
